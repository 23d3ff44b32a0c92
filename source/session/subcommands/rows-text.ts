import {csvText, tabbedLine} from '../../commands/rows/lines.ts';
import type {TableSurroundings} from '../../commands/rows/table.ts';
import type {RowFormat} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {RowColumn} from '../../core/field.ts';
import {systemClock} from '../../core/time/system-clock.ts';
import {capabilities} from '../../terminal/capabilities.ts';
import {platform} from '../../terminal/platform.ts';
import {createAppearance, type Appearance} from '../../ui/theme/appearance.ts';

type RowTexts<Row> = {
	readonly format: RowFormat;
	readonly columns: ReadonlyArray<RowColumn<Row>>;
	readonly jsonLine: (row: Row) => string;
	readonly table: (surroundings: TableSurroundings) => readonly string[];
};

const defaultWidth = 80;

/** Returns rows in the form that the options and stdout ask for, without the end of the last line. */
export function rowsText<Row>(
	rows: readonly Row[],
	context: SessionContext,
	{format, columns, jsonLine, table}: RowTexts<Row>,
): string {
	const {stdout} = process;

	if (format === 'json') {
		return rows.map(jsonLine).join('\n');
	}

	if (format === 'csv') {
		// A terminal adds the carriage returns itself. `print` adds the line feed of the last row.
		return stdout.isTTY
			? csvText(rows, columns, 'safe').replaceAll('\r', '')
			: `${csvText(rows, columns, 'exact')}\r`;
	}

	if (!stdout.isTTY) {
		return rows.map(row => tabbedLine(row, columns)).join('\n');
	}

	return rows.length === 0
		? ''
		: table({
				now: systemClock.now(),
				width: stdout.columns || defaultWidth,
				appearance: stdoutAppearance(context),
			}).join('\n');
}

export function stdoutAppearance({options, messages}: SessionContext): Appearance {
	const {stdout, env} = process;
	const able = capabilities(env, {isTTY: stdout.isTTY, platform});
	return createAppearance({
		messages,
		// Other themes depend on the background, which is not known here.
		theme: options.theme === 'mono' ? 'mono' : 'terminal',
		hasColors: stdout.isTTY && options.color !== 'never' && able.color > 0,
		ascii: options.ascii || !able.unicode,
		hyperlinks: false,
	});
}
