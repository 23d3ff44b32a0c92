import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {dataOf} from '../../source/api/failure.ts';
import {cleanProse} from '../../source/core/text/sanitize.ts';
import {problemEn, problemZh} from '../../source/i18n/problem.ts';
import {problem} from '../helpers/values.ts';

const response = {status: 200, retryAfter: null, redirectsTo: null};
const english = /[a-z]{2,} [a-z]{2,}/i;

test('what the client says of a response is in the language of the sentence', () => {
	const folder = join(import.meta.dirname, '../../source/api');
	const sources = globSync('**/*.ts', {cwd: folder}).map(file =>
		readFileSync(join(folder, file), 'utf8'),
	);
	const written = sources.flatMap(source => [
		...source.matchAll(/detail: (?:['`]|.*\? .* : ')([^'`]+ [^'`]+)['`]/g),
	]);
	const details = written
		.map(([, text = '']) => text.replaceAll(/\$\{[^}]*\}/g, '7'))
		.filter(text => !text.includes('$'));
	assert.ok(details.length >= 7, details.join('\n'));

	for (const body of ['', '<p>', '{"a', '7', '{"code":0}']) {
		assert.throws(
			() => dataOf({...response, bytes: Buffer.from(body)}, text => text),
			({detail}: {readonly detail: string}) => details.push(detail) > 0,
		);
	}

	for (const to of ['https://b.example', 'another path']) {
		details.push(`HTTP 302, a redirect to ${to}, which is not followed, code 7`);
	}

	for (const detail of details) {
		const failed = problem({kind: 'malformed', httpStatus: 200, detail: cleanProse(detail)});
		assert.ok(problemEn.sentence(failed).includes(detail));

		for (const say of [problemZh.sentence, problemZh.ofList, problemZh.cause, problemZh.advice]) {
			assert.doesNotMatch(say(failed), english, detail);
		}
	}
});
