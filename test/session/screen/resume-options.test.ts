import assert from 'node:assert/strict';
import test from 'node:test';
import {resumeOptions} from '../../../source/session/screen/screen-session.ts';
import {requestOf} from '../../config/parse.ts';

const profiles = {home: {}, work: {}};

/** Returns the options of the command after a start with `argv`, and perhaps a switch to another profile. */
function resumed(argv: readonly string[], switchedTo?: string): readonly string[] {
	const {options, settings} = requestOf({argv, config: {profiles}});
	return resumeOptions(options, settings, switchedTo ?? settings.profile);
}

test('the command to watch the same runs again has the options that the watch needs, and no others', () => {
	const url = 'https://api.example/';
	const proxy = 'http://proxy.example:8080';

	for (const argv of [
		[],
		['--demo'],
		['--profile', 'work'],
		['--base-url', url],
		['--proxy', proxy],
		['--download', '/tmp/a'],
	]) {
		assert.deepEqual(resumed([...argv, '--interval', '5']), argv);
	}

	assert.deepEqual(resumed(['--replay', 'watch.jsonl']), ['--replay', 'watch.jsonl']);
});

test('after a switch of the profile, the base URL and the proxy of the first one are left out', () => {
	const first = ['--profile', 'home', '--base-url', 'https://api.example/', '--proxy', 'none'];
	assert.deepEqual(resumed(first), first);
	assert.deepEqual(resumed(first, 'work'), ['--profile', 'work']);
});
