import {noProfileName} from '../config/config.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {errorCode} from '../core/error-code.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock} from '../core/time/system-clock.ts';
import type {Telemetry} from '../report/telemetry/index.ts';
import {paletteName} from '../store/keys/key-of.ts';
import type {Notice} from '../store/notice.ts';
import {Refusal} from './refusal.ts';
import type {RunSource} from './run-source.ts';

/** Opens a source, with metrics and traces if the user asks for them. Nothing of these is loaded otherwise. */
export async function withTelemetry(
	context: SessionContext,
	open: (context: SessionContext) => Promise<RunSource>,
): Promise<RunSource> {
	const {messages, options, version} = context;
	const {metrics, otlp, demo} = options;

	if (metrics === null && otlp === null) {
		return open(context);
	}

	const bug = Promise.withResolvers<unknown>();
	let warn = (notice: Notice): void => {
		process.stderr.write(`chenyu-top: ${messages.notice(notice, paletteName)}\n`);
	};
	const warnAfterwards = warn;
	const telemetry = await start();
	const {address} = telemetry;
	const source = await open(context);
	return {
		...source,
		warnings: [
			...source.warnings,
			...(address === null ? [] : [{kind: 'metrics-served', address: cleanName(address)} as const]),
			...(otlp?.exposesHeaders === true ? [{kind: 'telemetry-exposed'} as const] : []),
		],
		open(view) {
			const watch = source.open({...view, tracksBalance: true});
			warn = view.onWarning;
			void bug.promise.then(view.onBug);
			telemetry.attach({
				...watch,
				accountOf: ({profile}) => profile ?? (demo ? 'demo' : noProfileName),
			});
			return watch;
		},
		sendRest,
		async close() {
			await Promise.all([sendRest(), source.close()]);
		},
	};

	async function sendRest(): Promise<void> {
		warn = warnAfterwards;
		await telemetry.close();
	}

	async function start(): Promise<Telemetry> {
		const {startTelemetry} = await import('../report/telemetry/index.ts');

		try {
			return await startTelemetry({
				version,
				metrics,
				otlp,
				clock: systemClock,
				onFailure: why => warn({kind: 'telemetry-not-sent', why}),
				onBug: bug.resolve,
			});
		} catch (error) {
			const why = errorCode(error);

			if (why === null || metrics === null) {
				throw error;
			}

			const wanted = cleanName(`${metrics.host}:${metrics.port}`);
			throw new Refusal(messages.usage.errors.metricsPort(wanted, cleanName(why)));
		}
	}
}
