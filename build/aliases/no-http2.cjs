'use strict';

/** Replaces undici's HTTP/2 client, which this program disables (`allowH2: false`). */
module.exports = () => {
	throw new Error('HTTP/2 is left out of the bundle');
};
