import {noProfileName} from '../config/config.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {errorCode} from '../core/error-code.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {measure, serveMetrics} from '../report/metrics/index.ts';
import {Refusal} from './refusal.ts';
import type {RunSource} from './run-source.ts';

/** Opens a source, and serves the metrics of its watch if the user asks for them. */
export async function withMetrics(
	context: SessionContext,
	open: (context: SessionContext) => Promise<RunSource>,
): Promise<RunSource> {
	const {messages, version} = context;
	const {metrics: wanted, demo} = context.options;

	if (wanted === null) {
		return open(context);
	}

	let write = (): string => '';
	const server = await serveMetrics(wanted, () => write()).catch((error: unknown) => {
		const why = errorCode(error);

		if (why === null) {
			throw error;
		}

		const address = cleanName(`${wanted.host}:${wanted.port}`);
		throw new Refusal(messages.usage.errors.metricsPort(address, cleanName(why)));
	});
	const source = await open(context);
	return {
		...source,
		warnings: [...source.warnings, {kind: 'metrics-served', address: cleanName(server.address)}],
		open(view) {
			const watch = source.open({...view, tracksBalance: true});
			const accountOf = ({profile}: {readonly profile: string | null}) =>
				profile ?? (demo ? 'demo' : noProfileName);
			write = measure({...watch, accountOf}, version);
			return watch;
		},
		async close() {
			server.close();
			await source.close();
		},
	};
}
