/** Returns rows as a table in Markdown. The first row is the header. */
export function markdownTable(rows: ReadonlyArray<readonly string[]>): string {
	const [header = '', ...lines] = rows.map(
		cells => `| ${cells.map(cell => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`,
	);
	return [header, `|${' --- |'.repeat(rows[0]?.length ?? 0)}`, ...lines].join('\n');
}
