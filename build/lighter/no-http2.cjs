'use strict';

/** In place of undici's client of HTTP/2, which no client of this program may become (`allowH2: false`). */
module.exports = () => {
	throw new Error('HTTP/2 is left out of the bundle');
};
