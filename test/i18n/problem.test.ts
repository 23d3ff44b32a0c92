import assert from 'node:assert/strict';
import test from 'node:test';
import type {ApiError} from '../../source/api/errors.ts';
import {dataOf} from '../../source/api/failure.ts';
import {problemKinds} from '../../source/core/problem.ts';
import {cleanProse, foreignProse} from '../../source/core/text/sanitize.ts';
import {problemEn, problemZh} from '../../source/i18n/problem.ts';
import {problem} from '../helpers/values.ts';
import {transportCodes} from './samples.ts';

test('every kind has a different sentence and a different brief in both languages', () => {
	for (const messages of [problemEn, problemZh]) {
		for (const say of [messages.sentence, messages.brief]) {
			const said = problemKinds.map(kind => say(problem({kind})));
			assert.equal(new Set(said).size, problemKinds.length);
			assert.ok(said.every(text => text !== '' && !/undefined|null|\n/.test(text)));
		}
	}
});

test('the sentence contains the texts of the service: the reason, otherwise the message', () => {
	const serviceMessage = foreignProse('余额不足');
	const engineError = {
		reason: foreignProse('GPU lost'),
		detail: foreignProse('worker 7 is gone'),
		engineCode: foreignProse('GPU_LOST'),
		statusCode: 500,
	};

	for (const {sentence, brief} of [problemEn, problemZh]) {
		assert.match(sentence(problem({serviceMessage})), /余额不足/);
		const said = sentence(problem({kind: 'engine', serviceMessage, engineError}));
		assert.match(said, /GPU lost.*worker 7 is gone.*GPU_LOST/);
		const named = cleanProse('HTTP 500, GPU_LOST');
		const short = sentence(problem({serviceMessage, engineError, detail: named, httpStatus: 500}));
		assert.equal(short.split('GPU_LOST').length, 2, 'a code is written once');
		assert.equal(brief(problem({kind: 'engine', engineError})), 'GPU_LOST');
	}
});

test('a short pause is shown in seconds, a long one by its end', () => {
	const at = new Date(2026, 4, 8, 10).getTime();

	for (const {sentence} of [problemEn, problemZh]) {
		assert.match(sentence(problem({kind: 'rate-limit', retryAfter: 6100})), /\b7 (seconds|秒)/);
		assert.match(sentence(problem({kind: 'rate-limit', retryAfter: 3_600_000, at})), /11:00/);
		assert.match(sentence(problem({retryAfter: 1_800_000, at})), /10:30/);
	}
});

test('a refused certificate has its cause and its remedy', () => {
	for (const [code, says] of [
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /does not know.*NODE_EXTRA_CA_CERTS.*--use-system-ca/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /is self-signed.*NODE_EXTRA_CA/],
		['CERT_HAS_EXPIRED', /has expired.*clock.*renewed/],
		['CERT_NOT_YET_VALID', /is not valid yet.*Check this machine's clock/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /another host.*Check the base URL/],
	] as const) {
		const refused = problem({kind: 'network', detail: cleanProse(code)});
		assert.match(problemEn.sentence(refused), says);
		assert.match(problemEn.advice(refused), says);
	}
});

test('a known connection code becomes a cause and a remedy, an unknown code is part of a general sentence', () => {
	const codes = Object.entries(transportCodes)
		.filter(([fault]) => !/timeout|http|headers|decompressed|proxy/.test(fault))
		.map(([, code]) => code);
	assert.equal(codes.length, 13);

	for (const {sentence, advice, brief} of [problemEn, problemZh]) {
		const network = (code: string) => problem({kind: 'network', detail: cleanProse(code)});
		const said = codes.map(code => sentence(network(code)));
		assert.equal(new Set(said.map(text => text.replace(/[A-Z_]{5,}/g, ''))).size, codes.length);
		assert.ok(
			said.every(
				(text, index) => /[(（]\w+[)）][.。]/.test(text) && text.includes(codes[index] ?? '?'),
			),
		);
		assert.match(
			sentence(network('ESOMETHING')),
			/ESOMETHING[.。] ?(?:Check the network|请检查网络)/,
		);
		assert.equal(advice(network('ESOMETHING')), 'ESOMETHING');
		assert.match(advice(network('CERT_NOT_YET_VALID')), /clock|时钟/);
		assert.notEqual(brief(network('CERT_HAS_EXPIRED')), brief(network('ECONNREFUSED')));
	}
});

test('what the client says of a response is in the language of the sentence', async () => {
	const response = {status: 200, headers: {}, retryAfter: null, redirectsTo: null};
	const details = [
		'not valid HTTP',
		'more than 4 MiB',
		'no complete response within 30 s',
		'an execution without a status',
		'a list without items',
		'a list of runs without ids',
		'a balance without amounts',
		...['https://b.example', 'another path'].map(
			to => `HTTP 302, a redirect to ${to}, which is not followed, code 7`,
		),
	];

	for (const body of ['', '<p>', '{"a', '7', '{"code":0}']) {
		await assert.rejects(
			dataOf({...response, bytes: Buffer.from(body)}, text => text),
			({problem: {detail}}: ApiError) => details.push(detail) > 0,
		);
	}

	for (const detail of details) {
		const failed = problem({kind: 'malformed', httpStatus: 200, detail: cleanProse(detail)});
		assert.ok(problemEn.sentence(failed).includes(detail));

		for (const say of [problemZh.sentence, problemZh.ofList, problemZh.cause, problemZh.advice]) {
			assert.doesNotMatch(say(failed), /[a-z]{2,} [a-z]{2,}/i, detail);
		}
	}
});
