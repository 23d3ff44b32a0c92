import assert from 'node:assert/strict';
import test from 'node:test';
import {ownFolder} from '../../source/config/own-folder.ts';

test('J6: there is no folder without HOME or with a relative path', () => {
	for (const env of [{}, {HOME: ''}, {XDG_STATE_HOME: 'relative'}]) {
		assert.equal(ownFolder('state', env, 'linux'), null);
	}
});

test('each kind of folder follows the conventions of the platform', () => {
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
