import assert from 'node:assert/strict';
import test from 'node:test';
import {ownFolder} from '../../source/config/own-folder.ts';

test('J6: without a home, or with one that is no path, there is no folder', () => {
	for (const env of [{}, {HOME: ''}, {XDG_STATE_HOME: 'relative'}]) {
		assert.equal(ownFolder('state', env, 'linux'), null);
	}
});

test('each kind of folder is where the platform wants it', () => {
	const env = {HOME: '/h'};
	assert.equal(ownFolder('state', env, 'linux'), '/h/.local/state/chenyu-top');
	assert.equal(ownFolder('config', env, 'linux'), '/h/.config/chenyu-top');
	assert.equal(ownFolder('cache', env, 'linux'), '/h/.cache/chenyu-top');
	assert.equal(ownFolder('state', {...env, XDG_STATE_HOME: '/s'}, 'darwin'), '/s/chenyu-top');
	assert.equal(
		ownFolder('config', {...env, XDG_CONFIG_HOME: 'c'}, 'darwin'),
		'/h/Library/Application Support/chenyu-top',
	);
	assert.equal(ownFolder('cache', env, 'darwin'), '/h/Library/Caches/chenyu-top');
	assert.equal(ownFolder('state', env, 'win32'), null);
	assert.equal(ownFolder('state', {LOCALAPPDATA: '/local'}, 'win32'), '/local/chenyu-top');
});
