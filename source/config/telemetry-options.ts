import {isLoopback} from '../core/output/output-address.ts';
import type {Duration} from '../core/time/clock.ts';
import type {Environment} from '../terminal/environment.ts';
import type {Subcommand} from './parse-word.ts';
import type {Settings} from './settings.ts';
import {chooseValue, readOptional, UsageError} from './usage-error.ts';

const defaultHost = '127.0.0.1';
const protocols = ['http/protobuf', 'http/json'] as const;
const defaultMetricInterval: Duration = 60_000;

export function readTelemetryOptions(
	{metrics, replay}: Pick<Settings['values'], 'metrics' | 'replay'>,
	env: Environment,
	subcommand: Subcommand | null,
) {
	return {
		metrics: readOptional('--metrics', metrics, parseListenAddress, 'listen'),
		/** The metrics and traces to send by OTLP; null for none. A replay and the other commands send none. */
		otlp: replay === undefined && subcommand === null ? readOtlpOptions(env) : null,
	};
}

/** Parses `PORT` or `HOST:PORT`; an IPv6 address stands in brackets. Null if invalid. */
export function parseListenAddress(text: string): {host: string; port: number} | null {
	const [, host, ipv6, digits] = /^(?:([\w.-]+|\[([\da-f:.]+)\]):)?(\d{1,5})$/i.exec(text) ?? [];
	const port = Number(digits ?? Number.NaN);
	return port <= 65_535 ? {host: ipv6 ?? host ?? defaultHost, port} : null;
}

/**
 * Reads which signals OpenTelemetry's variables ask to send: null if none. A signal is sent if it has an address. The
 * exporters read the addresses, headers and timeouts themselves, so that no other part of the program holds them.
 */
function readOtlpOptions(env: Environment) {
	// By the specification, an empty variable is the same as an unset one.
	const read = (name: string): string | null => env[name]?.trim() || null;

	function signal(name: 'TRACES' | 'METRICS') {
		const own = `OTEL_EXPORTER_OTLP_${name}_`;
		const pick = (rest: string) =>
			[`${own}${rest}`, `OTEL_EXPORTER_OTLP_${rest}`].find(each => read(each) !== null) ?? '';
		const endpoint = pick('ENDPOINT');
		const exporters = (read(`OTEL_${name}_EXPORTER`) ?? 'otlp').split(',');

		if (endpoint === '' || !exporters.includes('otlp')) {
			return null;
		}

		const url = URL.parse(read(endpoint) ?? '');

		// The value is not quoted: it can contain a password.
		if (url === null || !['http:', 'https:'].includes(url.protocol)) {
			throw new UsageError(({usage}) => usage.errors.otlpEndpoint(endpoint));
		}

		const variable = pick('PROTOCOL');
		const protocol = chooseValue(variable, read(variable) ?? protocols[0], protocols);
		const hasSecret = read(pick('HEADERS')) !== null || url.password !== '';
		const isExposed = url.protocol === 'http:' && !isLoopback(url.hostname);
		return {protocol, exposesHeaders: hasSecret && isExposed};
	}

	if (read('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') {
		return null;
	}

	const [traces, metrics] = [signal('TRACES'), signal('METRICS')];
	const interval = Number(read('OTEL_METRIC_EXPORT_INTERVAL') ?? defaultMetricInterval);
	return traces === null && metrics === null
		? null
		: {
				traces: traces?.protocol ?? null,
				metrics: metrics?.protocol ?? null,
				/** In milliseconds. By the specification, an invalid value counts as unset. */
				metricInterval: interval >= 1 && interval < 2 ** 31 ? interval : defaultMetricInterval,
				/** Whether secret headers go over plain http to another machine. */
				exposesHeaders: [traces, metrics].some(one => one?.exposesHeaders === true),
			};
}
