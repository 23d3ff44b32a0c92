'use strict';

/** Replaces `node:http`, of which undici uses the maximum header size, and `IncomingMessage` to recognize request bodies. */
module.exports = {maxHeaderSize: 16_384, IncomingMessage: function IncomingMessage() {}};
