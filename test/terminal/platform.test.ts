import assert from 'node:assert/strict';
import test from 'node:test';
import {isAlwaysUtf8, searchOnlyPath, systemLocale} from '../../source/terminal/platform.ts';

test('the locale of Windows is in no variable', () => {
	assert.match(systemLocale('win32'), /^[a-z]{2}/);
	assert.equal(systemLocale('darwin'), '');
	assert.deepEqual((['win32', 'darwin', 'linux'] as const).map(isAlwaysUtf8), [true, true, false]);
});

test('Windows does not start programs from the current folder', () => {
	const found = (['win32', 'linux'] as const).map(system => {
		const env = {};
		searchOnlyPath(env, system);
		return env;
	});
	assert.deepEqual(found, [{NoDefaultCurrentDirectoryInExePath: '1'}, {}]);
});
