#!/usr/bin/env node
// The command's own file. Any Node can read it, also one that cannot read the program, which it then tells in a sentence.
// Node opens a debugger at this signal, to anyone on the machine, unless somebody listens.
process.on('SIGUSR1', function () {});

var wanted = __WANTED__;
var parts = process.versions.node.split('.').map(Number);
var locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';

if (parts[0] > wanted[0] || (parts[0] === wanted[0] && parts[1] >= wanted[1])) {
	import('./main.js');
} else {
	console.error(
		(/^zh(?!.*\.(?!utf-?8))/i.test(locale) ? __ZH__ : __EN__).replace('%', process.versions.node),
	);
	process.exitCode = 2;
}
