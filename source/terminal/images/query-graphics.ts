import type {Duration} from '../../core/time/clock.ts';
import type {ImageProtocol} from '../../core/output/output-view.ts';
import type {Environment} from '../environment.ts';
import {isInMultiplexer} from '../multiplexer.ts';
import {queryTerminal, type QueryOptions} from '../query-terminal.ts';
import {graphicsProtocol, graphicsQuery, parseGraphicsReport, type PixelSize} from './graphics.ts';
import {cellSizeInWindow, parseSixelLimits, sixelRequest} from './sixel-limits.ts';

export type GraphicsSupport = {
	readonly protocol: ImageProtocol;
	readonly cell: PixelSize;
	readonly maxColors: number;
	/** The size of the largest sixel image; null for no limit. */
	readonly maxSize: PixelSize | null;
};

type GraphicsQueryOptions = QueryOptions & {
	readonly env: Environment;
	readonly size: () => {readonly columns: number; readonly rows: number};
};

/** Long enough for slow connections. `KeyFilter` drops a later response. */
const responseTimeoutMs: Duration = 3000;

/** The default for a terminal that reports nothing: the most common cell size and number of color registers. */
export const basicGraphics: GraphicsSupport = {
	protocol: 'cells',
	cell: {width: 8, height: 16},
	maxColors: 256,
	maxSize: null,
};

/** Asks the terminal for its image protocol. Falls back to its environment. Never rejects. */
export async function queryGraphics(options: GraphicsQueryOptions): Promise<GraphicsSupport> {
	const {env, size} = options;

	if (isInMultiplexer(env)) {
		return basicGraphics;
	}

	const report = await queryTerminal(
		graphicsQuery,
		parseGraphicsReport,
		responseTimeoutMs,
		options,
	);
	const protocol = graphicsProtocol(env, report) ?? 'cells';
	// Other terminals could misread XTSMGRAPHICS as a scroll request (SU).
	const limits =
		protocol === 'sixel'
			? await queryTerminal(sixelRequest, parseSixelLimits, responseTimeoutMs, options)
			: null;
	return {
		protocol,
		cell:
			report?.cell ??
			(limits === null ? null : cellSizeInWindow(limits, size())) ??
			basicGraphics.cell,
		maxColors: Math.min(limits?.colorRegisters ?? basicGraphics.maxColors, basicGraphics.maxColors),
		maxSize: limits?.maxSize ?? null,
	};
}
