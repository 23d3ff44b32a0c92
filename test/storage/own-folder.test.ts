import assert from 'node:assert/strict';
import test from 'node:test';
import {expandHome, ownFolder, shortenHome} from '../../source/storage/own-folder.ts';

test('there is no folder without HOME or with a relative path', () => {
	for (const env of [{}, {HOME: ''}, {XDG_STATE_HOME: 'relative'}]) {
		assert.equal(ownFolder('state', env, 'linux'), null);
	}
});

test('each kind of folder follows the conventions of the platform', () => {
	const env = {HOME: '/h'};
	assert.equal(ownFolder('state', env, 'linux'), '/h/.local/state/chenyu-top');
	assert.equal(ownFolder('config', env, 'linux'), '/h/.config/chenyu-top');
	assert.equal(ownFolder('state', {...env, XDG_STATE_HOME: '/s'}, 'darwin'), '/s/chenyu-top');
	assert.equal(
		ownFolder('config', {...env, XDG_CONFIG_HOME: 'c'}, 'darwin'),
		'/h/Library/Application Support/chenyu-top',
	);
	assert.equal(ownFolder('cache', env, 'darwin'), '/h/Library/Caches/chenyu-top');
	assert.equal(ownFolder('state', env, 'win32'), null);
	assert.equal(
		ownFolder('state', {...env, LOCALAPPDATA: String.raw`C:\Local`}, 'win32'),
		String.raw`C:\Local\chenyu-top`,
	);
});

test('on Windows, `~` in a path of the config is the home folder, and no path is shown with it', () => {
	const home = String.raw`C:\Users\li`;
	assert.equal(expandHome(String.raw`~\work.key`, home, 'win32'), String.raw`C:\Users\li\work.key`);
	assert.equal(expandHome('~/work.key', home, 'win32'), String.raw`C:\Users\li\work.key`);
	assert.equal(expandHome(String.raw`~\work.key`, '/h', 'linux'), String.raw`~\work.key`);
	assert.equal(shortenHome(String.raw`C:\Users\li\a`, home, 'win32'), String.raw`C:\Users\li\a`);
	assert.deepEqual(
		['/h/a', '/home/a'].map(path => shortenHome(path, '/h', 'darwin')),
		['~/a', '/home/a'],
	);
});
