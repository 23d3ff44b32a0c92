/**
 * Returns what CHANGELOG.md, given as its text, has after the version in a heading: `YYYY-MM-DD`, or `unreleased` before the
 * release. Null without this heading.
 */
export function releaseDate(changes: string, version: string): string | null {
	const heading = `## [${version}] - `;
	return (
		changes
			.split('\n')
			.find(line => line.startsWith(heading))
			?.slice(heading.length) ?? null
	);
}
