'use strict';

/** In place of the library by which other libraries write to stderr where `DEBUG` is set. */
module.exports = () => () => {};
