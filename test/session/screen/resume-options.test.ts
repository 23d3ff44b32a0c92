import assert from 'node:assert/strict';
import test from 'node:test';
import {resumeOptions} from '../../../source/session/screen/screen-session.ts';
import {requestOf} from '../../config/parse.ts';

/** Returns the options of the command after a start with `argv`. */
function resumed(argv: readonly string[]): readonly string[] {
	const {options, settings} = requestOf({argv, config: {profiles: {work: {}}}});
	return resumeOptions(options, settings);
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
