import type {Clock, Duration} from '../../core/time/clock.ts';
import type {ImageProtocol} from '../../core/output/output-view.ts';
import type {Environment} from '../environment.ts';
import {
	graphicsProtocol,
	graphicsQuery,
	isInMultiplexer,
	parseGraphicsReport,
	type PixelSize,
} from './graphics.ts';
import {
	parseSixelLimits,
	sixelRequest,
	cellSizeInWindow,
	type SixelLimits,
} from './sixel-limits.ts';

/** How a terminal takes pictures. */
export type GraphicsSupport = {
	readonly protocol: ImageProtocol;
	/** The size of a cell. */
	readonly cell: PixelSize;
	/** The most colors of a sixel picture. */
	readonly maxColors: number;
	/** The largest sixel picture; null for any. */
	readonly maxSize: PixelSize | null;
};

export type GraphicsQueryOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	/** The terminal's size in cells. */
	readonly size: () => {readonly columns: number; readonly rows: number};
	readonly write: (sequence: string) => void;
	/** Hears everything that the terminal sends, keys and answers alike; gives what stops it. */
	readonly listen: (listener: (sent: string) => void) => () => void;
};

/**
 * How long a response may take over a slow connection or on a busy machine. Nearly every terminal responds, so few users
 * wait that long for their first picture. The key filter drops a response that comes later.
 */
const responseTimeoutMs: Duration = 3000;
/** More than all answers together. */
const longest = 4096;

/** A terminal that reports nothing: with the cells and the color registers that most have. */
export const basicGraphics: GraphicsSupport = {
	protocol: 'cells',
	cell: {width: 8, height: 16},
	maxColors: 256,
	maxSize: null,
};

/** Asks the terminal how it takes pictures. Never rejects: where it does not answer, its environment has to do. */
export async function queryGraphics(options: GraphicsQueryOptions): Promise<GraphicsSupport> {
	const {env, size} = options;

	if (isInMultiplexer(env)) {
		return basicGraphics;
	}

	const responses = await ask(graphicsQuery, parseGraphicsReport, options);
	const protocol = graphicsProtocol(env, responses) ?? 'cells';
	// Others may take the request for something else.
	const limits: SixelLimits | null =
		protocol === 'sixel' ? await ask(sixelRequest, parseSixelLimits, options) : null;
	return {
		protocol,
		cell:
			responses?.cell ??
			(limits === null ? null : cellSizeInWindow(limits, size())) ??
			basicGraphics.cell,
		maxColors: Math.min(limits?.registers ?? basicGraphics.maxColors, basicGraphics.maxColors),
		maxSize: limits?.maxSize ?? null,
	};
}

/** Sends a request, and resolves with what is read of the response; with null where there is none in time. */
async function ask<Response>(
	request: string,
	read: (sent: string) => Response | null,
	{clock, write, listen}: GraphicsQueryOptions,
): Promise<Response | null> {
	const responded = Promise.withResolvers<Response | null>();
	let sent = '';
	const stopListening = listen(piece => {
		sent = (sent + piece).slice(-longest);
		const response = read(sent);

		if (response !== null) {
			responded.resolve(response);
		}
	});
	const cancel = clock.after(responseTimeoutMs, () => {
		responded.resolve(null);
	});
	write(request);

	try {
		return await responded.promise;
	} finally {
		cancel();
		stopListening();
	}
}
