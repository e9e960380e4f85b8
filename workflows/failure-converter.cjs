// Messages and stack traces of failures go where the codec seals them. CommonJS: the SDK loads this file with `require`.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
