type Release = {
	readonly packageFile: {
		readonly name: string;
		readonly version: string;
		readonly repository?: unknown;
	};
	/** Whether the registry has a package of this name. */
	readonly isPublished: boolean;
	/** The text of CHANGELOG.md. */
	readonly changes: string;
	/** The tag that is released; null before there is one. */
	readonly tag: string | null;
	/** What `git status --porcelain` prints. */
	readonly uncommitted: string;
};

/** Returns a sentence for each reason why this cannot be released yet. */
export function releaseProblems(release: Release): readonly string[] {
	const {packageFile, isPublished, changes, tag, uncommitted} = release;
	const {name, version, repository} = packageFile;
	const isDated = /^\d{4}-\d\d-\d\d$/.test(releaseDate(changes, version) ?? '');
	return [
		tag === null || tag === `v${version}`
			? null
			: `The tag is ${tag}, but package.json has version ${version}: the tag must be v${version}.`,
		isDated
			? null
			: `CHANGELOG.md has no line "## [${version}] - YYYY-MM-DD": write the date of the release there.`,
		repository === undefined
			? 'A person must make the repository public and set "repository" in package.json to its address: the provenance and the pictures of the README need it.'
			: null,
		isPublished
			? null
			: `A person must claim the name ${name} on npm, by publishing a first version by hand: see "Once" in docs/RELEASING.md.`,
		uncommitted === ''
			? null
			: `There are changes that are not committed: commit or remove them.\n${uncommitted.trimEnd()}`,
	].filter(problem => problem !== null);
}

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
