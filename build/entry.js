#!/usr/bin/env node
// The executable. It uses only old syntax, so that a Node that is too old for the bundle can print an error.
// Without this listener, SIGUSR1 makes Node open its debugger port to every user of the machine.
process.on('SIGUSR1', function () {});

var minimum = __MINIMUM__;
var parts = process.versions.node.split('.').map(Number);
var locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';

if (parts[0] > minimum[0] || (parts[0] === minimum[0] && parts[1] >= minimum[1])) {
	import('./main.js');
} else {
	console.error(
		(/^zh(?!.*\.(?!utf-?8))/i.test(locale) ? __ZH__ : __EN__).replace('%', process.versions.node),
	);
	process.exitCode = 2;
}
