// 网上注册的个人用户: own applications of the services open to them; the way to a window leads through a booking.
import type { RulesOf } from '../permission.ts';
import { own, ownRegistration } from './own.ts';

export const onlineUser: RulesOf = (holder) => [
  ...own(holder),
  ...ownRegistration(holder),
  { action: 'change', subject: 'OwnMobile' },
  { action: ['create', 'read', 'change'], subject: 'Application', conditions: { applicantId: holder.id } },
  { action: ['create', 'read'], subject: 'Document', conditions: { ownerId: holder.id } },
  { action: ['read', 'change'], subject: 'PaymentOrder', conditions: { payerId: holder.id } },
  { action: ['create', 'read', 'change'], subject: 'CounterBooking', conditions: { accountId: holder.id } },
  { action: 'read', subject: 'OwnViolation' },
  { action: 'read', subject: 'Violation', conditions: { ownerId: holder.id } },
  { action: 'read', subject: 'AppointmentSession', conditions: { office: holder.office } },
];
