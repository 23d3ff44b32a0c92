import chalk from 'chalk';
import {Box, renderToString, Text} from 'ink';
import type {ReactElement, ReactNode} from 'react';
import {footerHints} from '../../source/features/key-hints.ts';
import {textInput} from '../../source/features/prompt/index.ts';
import {selectScreen} from '../../source/features/screen-model.ts';
import type {Language} from '../../source/i18n/messages.ts';
import {FooterBar} from '../../source/session/screen/FooterBar.tsx';
import {Screen} from '../../source/session/screen/Screen.tsx';
import {AppearanceContext} from '../../source/ui/appearance-context.ts';
import {span} from '../../source/ui/line.ts';
import type {Appearance} from '../../source/ui/theme/appearance.ts';
import {themeNames} from '../../source/ui/theme/theme-name.ts';
import {fieldLines} from '../../source/ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../source/ui/widgets/Overlay.tsx';
import {Pane} from '../../source/ui/widgets/Pane.tsx';
import {Row, Rows} from '../../source/ui/widgets/Row.tsx';
import type {Column} from '../../source/ui/widgets/table-layout.ts';
import {Table} from '../../source/ui/widgets/Table.tsx';
import {hints} from '../helpers/draw.tsx';
import {appearance} from '../helpers/sample.ts';
import {allViews} from './snapshots.ts';

type Page = (columns: number) => ReactElement;

const paneFrame = {
	leftTee: 'teeRight',
	isLeftNeighborFocused: false,
	drawsRightBorder: true,
} as const;
const words = ['queued', 'running', 'succeeded', 'failed', 'canceled'];

type Item = {readonly name: string; readonly percent: number};
const items: readonly Item[] = words.map((name, index) => ({name, percent: index * 25}));
const columnsOfItems: ReadonlyArray<Column<Item>> = [
	{
		id: 'name',
		title: 'NAME',
		width: {min: 6, weight: 1},
		priority: 3,
		render: ({name}) => [span(name)],
	},
	{
		id: 'percent',
		title: 'PERCENT',
		width: {min: 4, max: 9},
		align: 'right',
		priority: 2,
		render: ({percent}) => [span(`${percent}%`, 'running')],
	},
	{
		id: 'note',
		title: 'NOTE',
		width: 16,
		priority: 1,
		render: () => [span('dropped first', 'muted')],
	},
];

/** The widgets in their states. */
const widgets: Readonly<Record<string, Page>> = {
	fields: width => (
		<Rows
			lines={fieldLines([
				{label: 'cost', rows: [[span('¥0.0312')], [span('compute ¥0.03', 'muted')]]},
				{label: 'workflow', rows: [[span('wf_portrait')]]},
			])}
			width={width}
		/>
	),
	FooterBar: width => (
		<States
			of={[null, '', '文生图', 'cost:x', 'x'.repeat(200)].map(text => (
				<FooterBar
					row={0}
					key={String(text)}
					screen={{
						prompt: text === null ? null : {purpose: 'filter', ...textInput(text), before: ''},
						notice: null,
						mouse: true,
					}}
					hints={hints}
					width={width}
					isFramed
					divider={null}
				/>
			))}
		/>
	),
	Overlay: width => (
		<ScrolledOverlay
			box={{contentWidth: width - 2, contentHeight: 4, frame: paneFrame}}
			title={{name: [span('Overlay')], parts: [[span('a field', 'muted')]]}}
			lines={Array.from({length: 12}, (_, row) => [span(`row ${row + 1}`)])}
			state={{scrollTop: 3}}
		/>
	),
	Pane: width => (
		<States
			of={[true, false].map(focused => (
				<Pane
					key={String(focused)}
					box={{contentWidth: width - 2, contentHeight: 2, frame: paneFrame}}
					title={{focusKey: 1, name: [span('Pane')], countText: '12', hiddenBelow: 10}}
					isFocused={focused}
				>
					<Row line={[span(' a row')]} width={width - 2} />
					<Row line={[span(' a selected row')]} width={width - 2} isHighlighted />
				</Pane>
			))}
		/>
	),
	Table: width => (
		<States
			of={['succeeded', null].map(selected => (
				<Table
					key={selected}
					columns={columnsOfItems}
					items={items}
					keyOf={({name}) => name}
					width={width}
					isSelected={({name}) => name === selected}
					header={{sort: {id: 'percent', descending: true}}}
				/>
			))}
		/>
	),
};

/** States below each other, with an empty row between them. */
function States({of}: {readonly of: readonly ReactNode[]}) {
	return (
		<Box flexDirection="column" rowGap={1}>
			{of.map((state, index) => (
				<Box key={index} flexDirection="column">
					{state}
				</Box>
			))}
		</Box>
	);
}

/** Every widget and every view of the screen, by name. */
export const pages: Readonly<Record<string, Page>> = {
	...widgets,
	...Object.fromEntries(
		Object.entries(allViews).map(([name, stateOf]) => [
			name,
			(columns: number) => {
				const size = {columns, rows: 24};
				const state = stateOf(size);
				return <Screen model={selectScreen(state)} hints={footerHints(state)} size={size} />;
			},
		]),
	),
};

export function drawPage(page: Page, columns: number, style: Appearance): string {
	return renderToString(
		<AppearanceContext value={style}>
			<Box flexDirection="column" width={columns}>
				{page(columns)}
			</Box>
		</AppearanceContext>,
		{columns},
	);
}

/** Prints the pages whose names contain the first argument. `--columns N`, `--lang zh` and `--theme NAME` change the looks. */
function print(args: readonly string[]): void {
	const option = (name: string) => args[args.indexOf(`--${name}`) + 1];
	const has = (name: string) => args.includes(`--${name}`);
	const wanted = args[0]?.startsWith('--') === false ? args[0] : '';
	const columns = has('columns') ? Number(option('columns')) : (process.stdout.columns ?? 100);
	const language: Language = has('lang') && option('lang') === 'zh' ? 'zh' : 'en';
	const theme = themeNames.find(name => has('theme') && name === option('theme'));
	const style = appearance(language, {theme: theme ?? 'auto'});

	for (const [name, page] of Object.entries(pages)) {
		if (name.toLowerCase().includes(wanted.toLowerCase())) {
			const title = renderToString(<Text inverse>{` ${name} `}</Text>, {columns});
			process.stdout.write(`${title}\n${drawPage(page, columns, style)}\n\n`);
		}
	}
}

if (import.meta.main) {
	chalk.level = chalk.level === 0 ? 0 : 3;
	print(process.argv.slice(2));
}
