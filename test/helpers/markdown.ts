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

export function withoutBlocks(markdown: string): string {
	return markdown.replaceAll(/^([ \t]*)```[^]*?^\1```$/gm, '');
}

type CodeBlock = {readonly language: string; readonly code: string};

/** The code blocks in order, without the indentation of their first line. */
export function blocksOf(markdown: string): readonly CodeBlock[] {
	return [...markdown.matchAll(/^([ \t]*)```(\w*)\n([^]*?)^\1```$/gm)].map(
		([, indent = '', language = '', code = '']) => ({
			language,
			code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
		}),
	);
}

/** The texts between backticks outside of code blocks, in order. */
export function inlineCodeOf(markdown: string): readonly string[] {
	return [...withoutBlocks(markdown).matchAll(/(`+)(.+?)\1(?!`)/g)].map(([, , code = '']) =>
		code.trim(),
	);
}
