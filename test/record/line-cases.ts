import type {Setting} from './place.ts';
import type {LineCase} from './run-lines.ts';
import type {Account} from './service.ts';

type Change = Partial<LineCase> & {readonly note?: string};

const wordsOf = (text: string) => text.trim().split(/\s+/);
const linesOf = (text: string) => text.trim().split(/\s*\n\s*/);

/** Every text with every other one behind it. */
const times = (texts: readonly string[], others: readonly string[]) =>
	texts.flatMap(text => others.map(other => `${text} ${other}`.trim()));

/** A case for each command line. `&&` is between those that share a home folder. */
function group(name: string, lines: readonly string[], {note = '', ...change}: Change = {}) {
	const marks = [change.language === 'zh' ? 'zh' : '', note].filter(mark => mark !== '');
	const suffix = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
	return lines.map(line => ({
		...({account: 'main', language: 'en', env: {}, files: {}, input: ''} as const),
		lines: line.split(' && '),
		...change,
		name: `${name}/${line}${suffix}`,
	}));
}

function both(name: string, lines: readonly string[], change: Change = {}) {
	return [...group(name, lines, change), ...group(name, lines, {...change, language: 'zh'})];
}

/** Options, and the values that are tried. */
const watchValues = `
	interval: 0 0.1 0.2 -1 abc 1e3 86401 2s 1,5
	timeout: 0 -5 90 10x 1h30m 9999999999h
	until: some ALL any first-failure never,all
	budget: 20/week 0 -1 abc 0.001 20/day ¥5
	metrics: abc 99999 host:abc -1 ::1
	speed: fast 0 -1 max 1e9
	base-url: foo ftp://127.0.0.1 http://x.example https://u:p@127.0.0.1
	proxy: foo socks5://127.0.0.1:1 http://u:p@127.0.0.1:1 none
	api-key-file: missing . key.txt blank.txt
	profile: nobody __proto__
	lang: fr EN zh-CN zh
	theme: pink DARK
	status: weird failed 失败
	workflow: wf_none 文生图
	download: key.txt missing/folder
	record: key.txt missing/file .
	replay: missing . key.txt broken.jsonl
	on-end: missing-program bin/hook "bin/hook 'a"
	nonsense: x
	api-key: secret
`;
const listValues = `
	since: soon 24h 7d 2026-11-30 2026-13-01 -1h 0d 2027-01-01 today
	limit: 0 -1 abc 1 1.5 100000
	columns: nonsense id id,,title id,id input. input.n3_seed title,cost,total
	sort: nonsense id -cost created,cost
	status: weird succeeded Failed 失败 成功 canceled
	workflow: wf_none 文生图
`;

function valueLines(before: string, table: string) {
	return linesOf(table).flatMap(row => {
		const [option = '', rest = ''] = row.split(/: (.*)/);
		const values = rest.match(/"[^"]*"|\S+/g) ?? [];
		const flag = `${before} --${option}`;
		const tried = values.map(value => `${flag} ${value}`);
		return [...tried, flag, `${flag}=`, `${tried[0] ?? ''} --${option} x`];
	});
}

/** Only the first value of each option. */
const firstValueLines = (before: string, table: string) =>
	linesOf(table).map(row => `${before} --${row.replace(/: ("[^"]*"|\S+).*/, ' $1')}`);

const options = wordsOf(`
	--workflow=wf_x --status=failed --interval=1 --timeout=9s --screen --exit-when-done --download=d --budget=5
	--on-end=hook --record=r.jsonl --replay=r.jsonl --speed=2 --quiet --once --allow-empty --until=any --json --plain
	--since=24h --limit=2 --columns=id --sort=cost --by=status --csv --history --output=o.txt --theme=mono --no-color
	--mouse --channels --version --demo
`);

const files: Setting['files'] = {
	'key.txt': 'cy_other\n',
	'blank.txt': '\n',
	'broken.jsonl': '{"format":"chenyu-top-recording","version":1,"program":"0.1.0"}\n{broken\n',
};

const configs: Readonly<Record<string, string>> = {
	full: '{"interval": 5, "lang": "zh", "theme": "mono", "budget": 20, "keys": {"follow": ["ctrl+t"]}}',
	comment: '{\n\t// why\n\t"interval": 3,\n}',
	unknown: '{\n\t"intervall": 5,\n\t"profiles": {"work": {"tehme": "mono"}}\n}',
	wrong: '{"interval": "fast", "theme": "pink", "budget": -1, "columns": ["id", "nonsense"]}',
	cut: '{"interval": 5',
	blank: '',
	list: '[]',
	key: '{"apiKey": "secret", "apiKeyFile": "../../key.txt"}',
	conflict: '{"keys": {"follow": ["q"], "nonsense": ["x"]}}',
	hooks: '{"hooks": {"end": ["hook"], "nonsense": ["x"]}, "channels": [{"kind": "feishu"}]}',
};

const commands = wordsOf('ls cost compare report history mcp config doctor completion');
const columns = wordsOf(
	'id title status created cost quote workflow revision total elapsed started ended error label',
);
const states = wordsOf(`
	@ok @ok2 @text @kinds @failed @failed2 @canceled @cancelled @completed @queued @queued2 @running @silent @paused
	@asked @odd @long @bare @forms @money @gone @no-order @forbidden @denied @firewall @html @blank @cut @no-data @code
	@types @redirect @server @limited @late-known
`);
const accounts: readonly Account[] = ['empty', 'denied', 'forbidden', 'broken', 'limited'];
const environments = {
	down: {CHENYU_BASE_URL: 'http://127.0.0.1:9'},
	http: {CHENYU_BASE_URL: 'http://x.example'},
	socks: {HTTPS_PROXY: 'socks5://127.0.0.1:9', CHENYU_BASE_URL: 'https://x.example'},
	colour: {FORCE_COLOR: '1'},
	dumb: {NO_COLOR: '1', TERM: 'dumb'},
	'C locale': {LANG: 'C'},
	'no home': {HOME: '', XDG_CONFIG_HOME: ''},
};

const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
`;
const call = (request: string, account: Account = 'main') =>
	group('mcp', ['mcp --interval 0.2'], {
		input: `${hello}{"jsonrpc":"2.0","id":2,${request}}\n`,
		account,
		note: `${account} ${request.replace(/^"method":"(?:tools.call".*"name":)?/, '')}`,
	});
const toolCalls = linesOf(`
	"list","arguments":{}
	"list","arguments":{"status":"failed","limit":2}
	"list","arguments":{"limit":0}
	"list","arguments":{"limit":3,"offset":2,"since":"24h"}
	"status","arguments":{"ids":["@ok","@failed","@running"]}
	"status","arguments":{"ids":["@gone"]}
	"status","arguments":{"ids":["@odd"]}
	"status","arguments":{"ids":[]}
	"status","arguments":{}
	"wait","arguments":{"ids":["@moving"],"timeout_sec":60}
	"wait","arguments":{"ids":["@failed"],"until":"first-failure"}
	"log","arguments":{"id":"@long","tail":5}
	"log","arguments":{"id":"@long","search":"loss 8.9","max_bytes":3000}
	"log","arguments":{"id":"@failed","errors_only":true}
	"log","arguments":{"id":"@forbidden"}
	"outputs","arguments":{"id":"@kinds"}
	"cost","arguments":{"since":"7d","by":"status"}
	"cost","arguments":{"by":"nonsense"}
	"compare","arguments":{"a":"@ok","b":"@failed"}
	"nonsense","arguments":{}
`).map(rest => `"method":"tools/call","params":{"name":${rest}}`);

const usage = linesOf(String.raw`
	doctr
	lss
	zzzz
	--nonsense
	--jsn @ok
	-x
	-qx @ok
	--json --plain @ok
	--json --screen @ok
	--once --until any @ok
	--demo --replay x
	--demo --base-url https://x.example
	--quiet @ok
	--until budget @ok
	--speed 2 @ok
	--record a.jsonl --replay b.jsonl
	-- doctor
	@ok,@failed --plain
	https://www.chenyu.cn/console/run?id=@ok --plain
	"" --plain
	ls extra
	cost extra
	compare
	compare @ok
	compare @ok @ok
	compare @ok @ok2 @failed
	report
	report @ok
	history
	history nonsense
	history sync extra
	mcp extra
	config extra
	doctor extra
	ls --json --csv
	cost --json --csv
	config --json --lang=zh
`);
const watches = linesOf(`
	@ok @running --plain --until any
	@ok @failed @running --plain --until first-failure
	@ok @moving --json --until all --interval 0.2
	@running --plain --timeout 1s
	@running --json --timeout 1s
	@ok @failed @canceled --json --budget 0.01 --until budget
	@ok --plain --budget 0.01
	@ok @forbidden --json
	@kinds --plain --download d
	@kinds --json --download d
	@failed --plain --on-end bin/hook
	--once --plain
	--once --json -q
	--once --plain --status failed
	--once --json --workflow wf_none --allow-empty
	@moving --plain --interval 0.2 --record r.jsonl && --replay r.jsonl --plain --speed max && report --replay r.jsonl -o -
	@ok @failed --plain && ls --history && history prune
	@ok @ok --plain
`);

export const lineCases: readonly LineCase[] = [
	...both('help', times(commands, ['--help'])),
	...both('help', times(['help'], [...commands, 'nonsense', '', 'ls cost'])),
	...both('help', ['--help', '-h', '--version', '-V', 'ls --version']),
	...both('help', times(['completion'], ['bash', 'zsh', 'fish', '', 'nonsense'])),
	...both('usage', usage, {files}),
	...group('values', valueLines('@ok --plain', watchValues), {files}),
	...group('values', firstValueLines('@ok --plain', watchValues), {files, language: 'zh'}),
	...group('list values', valueLines('ls --limit 3', listValues)),
	...group('list values', firstValueLines('ls --limit 3', listValues), {language: 'zh'}),
	...both('list values', valueLines('cost', 'by: nonsense day\nsince: soon 24h 2026-11-29')),
	...group('options', times(['ls', 'cost', 'doctor'], options)),
	...group('ls', times(times(['ls --limit 30 --columns'], columns), ['', '--csv'])),
	...group('ls', times(['history sync && ls --history --columns id,total --sort'], columns)),
	...group('ls', times(['ls --sort'], ['-id', '-title', '-cost', '-created', '-status'])),
	...both('ls', times(['ls', 'ls --limit 30', 'ls --since 2d'], ['', '--csv', '--json'])),
	...both('ls', times(['history sync && ls --history'], ['', '--json', '--columns id,error'])),
	...both('many', linesOf('ls\nls --since 24h\nls --limit 110 --csv\ncost --since 7d'), {
		account: 'many',
	}),
	...group('many', ['history sync && history sync && cost --history'], {account: 'many'}),
	...both(
		'cost',
		times(
			['cost --by'],
			times(['day', 'workflow', 'status'], ['', '--csv', '--json', '--since 2d']),
		),
	),
	...both('cost', times(['history sync && cost --history'], ['', '--json', '--by workflow'])),
	...both(
		'compare',
		times(
			times(['compare'], linesOf('@ok @ok2\n@ok @failed\n@odd @long\n@running @queued\n@ok @gone')),
			['', '--json'],
		),
	),
	...both(
		'report',
		linesOf('@ok\n@failed\n@odd\n@ok @ok2\n@kinds @gone\n@running\n@forbidden').map(
			ids => `report ${ids} -o -`,
		),
	),
	...both('history', ['history sync', 'history sync --since 1d && history prune', 'history prune']),
	...group('once', times(states, ['--json --once', '--plain --once'])),
	...group('once', times(states, ['--plain --once']), {language: 'zh'}),
	...both(
		'watch',
		times(
			['@ok', '@failed', '@canceled', '@moving', '@moving-fail', '@odd'],
			['--plain --interval 0.2', '--json --interval 0.2', '--plain -q --interval 0.2'],
		),
	),
	...both('watch', watches),
	...group('watch', ['@ok @gone --plain']),
	...both('stdin', ['- --plain', '- --json'], {input: '@ok\n\n@failed,@canceled\nnot an id\n'}),
	...accounts.flatMap(account => [
		...both('accounts', ['--once --plain', 'ls', 'doctor'], {account, note: account}),
		...group('accounts', linesOf('--once --json\ncost\nhistory sync\ncompare @ok @failed'), {
			account,
			note: account,
		}),
	]),
	...both('doctor', ['doctor', 'doctor --json', 'doctor --channels']),
	...both('key', linesOf('doctor\nls\n@ok --once --plain\nls --api-key-file key.txt'), {
		env: {CHENYU_API_KEY: ''},
		files,
		note: 'no key',
	}),
	...both('key', ['doctor', 'ls'], {env: {CHENYU_API_KEY: 'a b\u0007'}, note: 'odd key'}),
	...Object.entries(environments).flatMap(([note, env]) =>
		group('environment', linesOf('--help\nls --limit 3\n@failed --plain --once\ndoctor\nconfig'), {
			env,
			note,
		}),
	),
	...Object.entries(configs).flatMap(([note, text]) => {
		const change = {files: {...files, 'config/chenyu-top/config.json': text}, note};
		const lines = ['config', 'config --json', 'config --profile work', '@ok --plain'];
		return [
			...group('config', lines, change),
			...group('config', ['config'], {...change, language: 'zh'}),
		];
	}),
	...both('demo', linesOf('ls --demo\ncost --demo\nls --demo --json\nhistory sync --demo')),
	...['"method":"tools/list"', '"method":"ping"', '"method":"nonsense"', ...toolCalls].flatMap(
		request => call(request),
	),
	...toolCalls.slice(0, 1).flatMap(request => call(request, 'denied')),
];
