#!/usr/bin/env node
// The executable. It uses only old syntax, so that a Node that is too old for the bundle can print an error.
// Without this listener, SIGUSR1 makes Node open its debugger port to every user of the machine.
process.on('SIGUSR1', function () {});
closeDebugger();

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

/** Closes the port again if the signal came before the listener, unless an option of Node has opened it. */
function closeDebugger() {
	var options = process.execArgv.concat(process.env.NODE_OPTIONS || '').join(' ');

	if (!process.getBuiltinModule || /--inspect(-brk|-wait)?(=| |$)/.test(options)) {
		return;
	}

	try {
		var inspector = process.getBuiltinModule('inspector');

		if (inspector.url() !== undefined) {
			inspector.close();
		}
	} catch {
		// This Node was built without a debugger.
	}
}
