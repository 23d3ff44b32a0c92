/**
 * Nests objects so that each way to split the path `a.a.a…` into keys leads to a text. For length 2 the result is
 * `{a: {a: 'x'}, 'a.a': 'x'}`.
 */
export function alikePaths(length: number): unknown {
	const ends = Array.from({length}, (_, index) => index + 1);
	return length === 0
		? 'x'
		: Object.fromEntries(
				ends.map(end => [Array(end).fill('a').join('.'), alikePaths(length - end)]),
			);
}
