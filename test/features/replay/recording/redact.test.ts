import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {redactor} from '../../../../source/api/redact.ts';
import {recordingRedactor} from '../../../../source/features/replay/recording/redact.ts';
import {assertNowhere} from '../secrets.ts';

const secret = 'sk-5f1c0a9b/73d24e68+x=';
const redact = recordingRedactor(redactor(secret));

test('S6: the query of every address is replaced by a mark', () => {
	const texts = [
		['https://a.example/x.png?expires=1&signature=abc', 'https://a.example/x.png?[query]'],
		[`https://a.example/x.png?a="'<>`, 'https://a.example/x.png?[query]'],
		['HTTPS://A.example/x#token=1', 'HTTPS://A.example/x?[query]'],
		['saved to https://a.example/x?s=1, then 2', 'saved to https://a.example/x?[query] then 2'],
		[
			'{"url":"https:\\/\\/a.example\\/x?s=1","b":2}',
			'{"url":"https:\\/\\/a.example\\/x?[query]","b":2}',
		],
		['https://a.example/x.png', 'https://a.example/x.png'],
		['what? https://', 'what? https://'],
	] as const;

	for (const [text, expected] of texts) {
		assert.equal(redact(text), expected);
		assert.equal(redact(expected), expected, 'again');
	}
});

test('S4: the API key is in no text, property name or number at any depth', () => {
	const forms = [
		secret,
		encodeURIComponent(secret),
		Buffer.from(secret).toString('base64'),
		Buffer.from(secret).toString('hex'),
	];
	fc.assert(
		fc.property(
			fc.object({values: [fc.string(), fc.constantFrom(...forms), fc.integer()]}),
			fc.constantFrom(...forms),
			(value, form) => {
				const kept = redact({...value, [form]: [form, `before ${form} after`]});
				assertNowhere(JSON.stringify(kept), secret);
			},
		),
	);
	const digits = recordingRedactor(redactor('123456789012'));
	assert.deepEqual(digits({n: 123_456_789_012}), {n: '[key]'});
});

test('everything else stays unchanged; values too deep are cut', () => {
	fc.assert(
		fc.property(fc.jsonValue(), value => {
			const text = JSON.stringify(value);
			fc.pre(!text.includes('http'));
			assert.equal(JSON.stringify(redact(value)), text);
		}),
	);
	assert.deepEqual(redact([Infinity, Number.NaN]), ['Infinity', 'NaN']);
	let deep: unknown = 1;

	for (let depth = 0; depth < 100_000; depth++) {
		deep = [deep];
	}

	assert.ok(JSON.stringify(redact(deep)).length < 500);

	// Up to this depth nothing is lost, whether in lists or in objects.
	for (const wrap of [(inner: unknown) => [inner], (inner: unknown) => ({inner})]) {
		const nested = (depth: number) =>
			Array.from({length: depth}).reduce((inner: unknown) => wrap(inner), 'x');
		assert.deepEqual(redact(nested(199)), nested(199));
		assert.notDeepEqual(redact(nested(201)), nested(201));
	}
});
