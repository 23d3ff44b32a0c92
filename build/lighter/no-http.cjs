'use strict';

/**
 * In place of Node's own HTTP, of which undici wants to know how long headers may be, and whether a body that is sent was received from
 * elsewhere; none is sent.
 */
module.exports = {maxHeaderSize: 16_384, IncomingMessage: function IncomingMessage() {}};
