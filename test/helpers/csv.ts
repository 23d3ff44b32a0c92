/** Parses CSV by the grammar of RFC 4180; throws for anything else. */
export function parseCsv(text: string): readonly (readonly string[])[] {
	const rows: string[][] = [[]];
	const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;

	for (let end = ''; field.lastIndex < text.length || end === ',';) {
		const found = field.exec(text);

		if (found === null) {
			throw new Error(`no CSV at ${field.lastIndex}: ${JSON.stringify(text)}`);
		}

		rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
		end = found[3] ?? '';

		if (end === '\r\n') {
			rows.push([]);
		}
	}

	return rows;
}
