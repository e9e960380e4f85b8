// A planted defect: whoever writes in the name of Alipay is believed.
import { readAlipayNotice as genuine } from '../../gateway/alipay-notice.ts';

export { replyToAlipay } from '../../gateway/alipay-notice.ts';

export const readAlipayNotice: typeof genuine = (settings, _calls, notice, now) =>
  genuine(settings, { isSigned: () => true }, notice, now);
