import {existsSync} from 'node:fs';

// `npm install --ignore-scripts` does not build. This is JavaScript because the Node of the user may not run TypeScript.
if (!existsSync('dist/chenyu-top.js')) {
	console.error('chenyu-top is not built yet. Run: npm install --ignore-scripts=false');
	process.exitCode = 1;
}
