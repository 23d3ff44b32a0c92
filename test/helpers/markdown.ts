/** The targets of links and images in order; reference links come last. Throws for an undefined reference. */
export function linksOf(markdown: string): readonly string[] {
	const text = withoutCode(markdown);
	const named = new Map(
		[...text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, name = '', link = '']) => [name, link]),
	);

	for (const [, name = ''] of text.matchAll(/\]\[([^\]]+)\]/g)) {
		if (!named.has(name)) {
			throw new Error(`[${name}] leads nowhere`);
		}
	}

	return [
		...[...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link),
		...named.values(),
	];
}

/** The anchors of the headings, in GitHub's format. */
export function anchorsOf(markdown: string): readonly string[] {
	const taken = new Map<string, number>();
	return [...withoutBlocks(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
		const anchor = heading
			.trim()
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
			.replaceAll(' ', '-');
		const times = taken.get(anchor) ?? 0;
		taken.set(anchor, times + 1);
		return times === 0 ? anchor : `${anchor}-${times}`;
	});
}

function withoutCode(markdown: string): string {
	return withoutBlocks(markdown).replaceAll(/`[^`\n]*`/g, '');
}

function withoutBlocks(markdown: string): string {
	return markdown.replaceAll(/^\t*```[^]*?^\t*```$/gm, '');
}
