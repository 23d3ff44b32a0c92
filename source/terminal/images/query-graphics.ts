import type {ImageProtocol, Pixels} from '../../core/output/output-view.ts';
import type {Duration} from '../../core/time/clock.ts';
import type {Environment} from '../environment.ts';
import {isInMultiplexer} from '../multiplexer.ts';
import {queryTerminal, requestDeviceAttributes, type QueryOptions} from '../query-terminal.ts';
import {graphicsProtocol, graphicsQuery, parseGraphicsReport} from './graphics.ts';

export type GraphicsSupport = {
	readonly protocol: ImageProtocol;
	readonly cell: Pixels;
	readonly maxColors: number;
	/** The maximum size of a sixel image in pixels; null for no limit. */
	readonly maxSize: Pixels | null;
};

type Size = {readonly columns: number; readonly rows: number};

/**
 * The time to wait for a response. It is long enough for slow connections. A response that arrives even later is
 * ignored: `KeyFilter` removes it from the input.
 */
const responseTimeoutMs: Duration = 3000;

/** The default if the terminal is not asked or reports nothing: the most common cell size and number of color registers. */
export const basicGraphics: GraphicsSupport = {
	protocol: 'cells',
	cell: {width: 8, height: 16},
	maxColors: 256,
	maxSize: null,
};

/**
 * Asks the terminal for its image protocol and its limits. Without a response, uses the environment variables and
 * defaults. Never rejects.
 */
export async function queryGraphics({
	env,
	size,
	...options
}: QueryOptions & {
	readonly env: Environment;
	readonly size: () => Size;
}): Promise<GraphicsSupport> {
	// In tmux and GNU screen, an image would stay visible after a switch to another of their windows, and tmux reports
	// sixel even if the terminal around it does not support sixel.
	if (isInMultiplexer(env)) {
		return basicGraphics;
	}

	const report = parseGraphicsReport(
		await queryTerminal(graphicsQuery, responseTimeoutMs, options),
	);
	const protocol = graphicsProtocol(env, report) ?? 'cells';
	// A terminal without sixel support could read XTSMGRAPHICS as a scroll command (SU).
	const limits =
		protocol === 'sixel'
			? parseSixelLimits(await queryTerminal(sixelRequest, responseTimeoutMs, options))
			: null;
	return {
		protocol,
		cell:
			report.cell ??
			(limits === null ? null : cellSizeInWindow(limits, size())) ??
			basicGraphics.cell,
		maxColors: Math.min(limits?.colorRegisters ?? basicGraphics.maxColors, basicGraphics.maxColors),
		maxSize: limits?.maxSize ?? null,
	};
}

type SixelLimits = {
	readonly colorRegisters: number | null;
	/** The size of the window in pixels, without its borders; null if unknown. xterm reports at most `maxSize`. */
	readonly window: Pixels | null;
	readonly maxSize: Pixels | null;
};

export const sixelRequest = `\u001B[?1;1;0S\u001B[?2;1;0S\u001B[?2;4;0S${requestDeviceAttributes}`;

/** Parses the responses to `sixelRequest`. */
function parseSixelLimits(input: string): SixelLimits {
	// oxlint-disable-next-line no-control-regex
	const registers = Number(/\u001B\[\?1;0;(\d{1,6})S/.exec(input)?.[1] ?? 0);
	// oxlint-disable-next-line no-control-regex
	const sizes = [...input.matchAll(/\u001B\[\?2;0;(\d{1,6});(\d{1,6})S/g)].map(
		([, width, height]) => ({width: Number(width), height: Number(height)}),
	);
	const [window = null, maxSize = null] = sizes.map(size =>
		size.width > 0 && size.height > 0 ? size : null,
	);
	return {colorRegisters: registers > 1 ? registers : null, window, maxSize};
}

/**
 * Computes the size of a cell in pixels from the size of the window. A width or height equal to that of `maxSize` is
 * ignored, because xterm reduces larger values to this limit. One of the two is enough, since a cell is assumed to be
 * twice as high as wide. Null if neither can be used.
 */
function cellSizeInWindow({window, maxSize}: SixelLimits, {columns, rows}: Size): Pixels | null {
	if (window === null) {
		return null;
	}

	const width = window.width === maxSize?.width ? 0 : Math.floor(window.width / columns);
	const height = window.height === maxSize?.height ? 0 : Math.floor(window.height / rows);
	const cell = {width: width || Math.floor(height / 2), height: height || width * 2};
	return cell.width > 0 ? cell : null;
}
