import {printedColumnNames, printedColumns} from '../features/runs/columns.ts';

/** A paragraph, or the lines of an example. */
export type TextBlock = string | readonly string[];

type CommandHelp = readonly [synopses: readonly string[], ...TextBlock[]];

const mcpExample = [
	'{"mcpServers": {"chenyu-top": {"command": "chenyu-top",',
	'  "args": ["mcp", "--api-key-file", "/home/me/.chenyu-key"]}}}',
];

function completionExample(afterCompinit: string): readonly string[] {
	return [
		'~/.bashrc                   eval "$(chenyu-top completion bash)"',
		`${afterCompinit}   eval "$(chenyu-top completion zsh)"`,
		'~/.config/fish/config.fish  chenyu-top completion fish | source',
	];
}

/** What `chenyu-top help COMMAND` prints: first the lines that can be typed. */
const english = {
	ls: [
		['chenyu-top ls [--json | --csv] [options]'],
		'Lists runs of the account, one per line: the newest 20, or with --since all runs since then. --limit, --before, --status, --workflow and --filter narrow the list; the filter is that of the run list (docs/RUNS.md). --sort COLUMN orders it, numbers and times largest first; --sort -COLUMN reverses. On a terminal it is a table, otherwise there are tabs between the fields; --csv and --json (one object per line) are the same in every language.',
		`Columns: ${printedColumnNames.join(', ')}, input.NAME. Those that the run list does not have, such as total, come from the history. cost is what was charged, and unknown before the end of a run.`,
		'There is one request per 100 runs, and at most 20 requests. --offline sends none and lists only ended runs that the history has. Exit code 0, also if there is no run; 3 if the list cannot be read.',
	],
	save: [
		[
			'chenyu-top save ID... --to DIR [--name TEMPLATE] [options]',
			'chenyu-top save --filter WORDS --since TIME --to DIR [--name TEMPLATE] [options]',
		],
		'Saves the outputs of runs in DIR: of these ids, or of all runs that --filter, --since, --before, --workflow, --status and --limit select, which ls lists with the same options. Links are asked for anew. What is there already with the same content is not saved again; other files with the same name stay.',
		'--name is a path like "{date}/{title}-{input.seed}" (docs/OUTPUTS.md), else downloadName of the config. --json prints one object for each output. Exit code 0 if everything is saved, else 3.',
	],
	cost: [
		['chenyu-top cost [--since TIME] [--by GROUP] [--json | --csv] [options]'],
		'Adds up what ended runs cost, by day, workflow or status: those of the last 30 days, or since the time of --since. --before and --filter narrow them. It reads the run list, so that runs that nobody watched count too.',
		'billed is what was charged. spent is the total cost; of a run that was not watched, only what was charged is known. lost is the part of failed and canceled runs. Days are those of the local time zone. Amounts in --json are strings. Exit code 0; 3 if the list or the history cannot be read.',
	],
	compare: [
		['chenyu-top compare ID ID [--json] [options]'],
		'Shows two runs side by side: times and costs with the difference, the inputs that differ, the nodes on one scale, the outputs, and the first entry in which the logs differ. What the service no longer has is taken from the history. --json prints one object. Exit code 0; 3 if a run cannot be read.',
	],
	report: [
		['chenyu-top report ID... [-o FILE] [--replay RECORDING] [options]'],
		'Writes one HTML page about the runs, to share: state, times, cost, why a run failed, nodes, inputs, outputs with pictures, and log. The page needs no network and has no scripts. Keys and queries of links, which can be signatures, are left out; what the runs contain is not.',
		'The page goes to standard output, or with -o to FILE, over what is there. What the service no longer has comes from the history. --replay takes the runs of a recording. Exit code 0, also for a failed run; 3 if a run cannot be read.',
	],
	history: [
		['chenyu-top history sync [--since TIME] [options]', 'chenyu-top history prune [options]'],
		'sync adds the runs of the last 30 days, or since the time of --since, to the history, with their inputs, as fast as the service allows. If it is interrupted, it continues the next time.',
		'prune removes runs that are older than the limits (90 days and 500 MB, or "history" in the config), as each watch does. Exit code 0; 3 if the service or the history fails.',
	],
	mcp: [
		['chenyu-top mcp [options]'],
		'Serves the Model Context Protocol on standard input and output, so that an agent can list runs, wait for them, read status, log and outputs, add up costs and compare two runs. It only reads. Put this into the configuration of the agent:',
		mcpExample,
		'--profile or the variable CHENYU_API_KEY can provide the key too. docs/AGENTS.md has more. Exit code 0 when the agent closes standard input.',
	],
	config: [
		['chenyu-top config [--json] [options]'],
		'Shows the path of the config file, and the value and source of every setting: an option, the environment, a profile, the config file or the default.',
	],
	doctor: [
		[
			'chenyu-top doctor [--json] [--channels] [options]',
			'chenyu-top doctor --api [RUN] [--json] [-o FILE] [options]',
		],
		'Checks the config, the key, the connection to the API, clock, certificates, proxy, terminal, locale and folders, and says how to fix problems. --channels also sends a test message to each chat channel of the config (Feishu, DingTalk, WeCom, webhook). Exit code 1 if a check failed, else 0.',
		'--api compares the API with what this program expects: it asks each of the five endpoints once, for RUN or else the newest run that has started, and says what is missing, of another type, or new. -o writes the responses to FILE, without key, texts and links, to attach to an issue. Exit code 0, also if there is more than expected; 1 if something is missing or of another type; 3 if the API cannot be read.',
	],
	completion: [
		['chenyu-top completion SHELL'],
		'Prints the completion of chenyu-top for bash, zsh or fish. Put the line of your shell into its file:',
		completionExample('~/.zshrc (after compinit)'),
	],
} satisfies Readonly<Record<string, CommandHelp>>;

export type Subcommand = keyof typeof english;

type CommandHelps = Readonly<Record<Subcommand, CommandHelp>>;

export const commandHelpEn: CommandHelps = english;

export const helpTopics = Object.keys(english) as readonly Subcommand[];

/** The words that select a subcommand if they are the first word. After `--`, they are ids. */
export const subcommands = [...helpTopics, 'help'] as const;

export const historyActions = ['sync', 'prune'] as const;
export type HistoryAction = (typeof historyActions)[number];

export const shells = ['bash', 'zsh', 'fish'] as const;

export const commandHelpZh: CommandHelps = {
	ls: [
		['chenyu-top ls [--json | --csv] [选项]'],
		'列出账户的运行，每次一行：最新的 20 次；使用 --since 时为其后的全部运行。--limit、--before、--status、--workflow 和 --filter 缩小范围，筛选条件与运行列表相同（docs/RUNS.md）。--sort COLUMN 排序，数值和时间从大到小；--sort -COLUMN 相反。在终端上显示表格，否则各字段以制表符分隔；--csv 和 --json（每行一个对象）在各语言下相同。',
		`列：${printedColumns.map(({id, name = id, title}) => `${name}（${title.zh}）`).join('、')}、input.NAME。运行列表中没有的列（如 total）来自历史。cost 是实付金额，运行结束前未知。`,
		'每 100 次运行发送一个请求，最多 20 个。--offline 不发送请求，只列出历史中已结束的运行。退出码为 0，没有运行时也是；无法读取列表时为 3。',
	],
	save: [
		[
			'chenyu-top save 单号… --to DIR [--name TEMPLATE] [选项]',
			'chenyu-top save --filter WORDS --since TIME --to DIR [--name TEMPLATE] [选项]',
		],
		'把运行的输出保存到 DIR：指定的单号，或 --filter、--since、--before、--workflow、--status 和 --limit 选出的全部运行（用相同选项的 ls 可以列出）。链接会重新获取。内容相同的文件不会重复保存，同名的其他文件会保留。',
		'--name 是 "{date}/{title}-{input.seed}" 这样的路径（见 docs/OUTPUTS.md），默认取自配置中的 downloadName。--json 为每个输出打印一个对象。全部保存成功时退出码为 0，否则为 3。',
	],
	cost: [
		['chenyu-top cost [--since TIME] [--by GROUP] [--json | --csv] [选项]'],
		'按日期、工作流或状态汇总已结束的运行的费用：最近 30 天，或自 --since 起，可用 --before 和 --filter 缩小范围。读取运行列表，因此没有监控过的运行也计入。',
		'spent 是总费用（没有监控过的运行取实付金额）；billed 是实付金额；lost 是失败和取消的运行的费用。日期按本机时区计算。--json 中的金额是字符串。退出码为 0；无法读取列表或历史时为 3。',
	],
	compare: [
		['chenyu-top compare ID ID [--json] [选项]'],
		'对比两次运行：时间和费用及其差值、不同的输入、同一时间轴上的节点、输出，以及日志中第一处不同。服务中已没有的运行取自历史。--json 输出一个对象。退出码为 0；有运行无法读取时为 3。',
	],
	report: [
		['chenyu-top report 单号… [-o FILE] [--replay 录制文件] [选项]'],
		'把运行写成一个可以转交他人的 HTML 网页：状态、时间、费用、失败原因、节点、输入、带图片的输出和日志。不需要网络，不含脚本。密钥和链接中可能是签名的查询参数会略去，运行本身的内容不会。',
		'网页写到标准输出，或用 -o 写到 FILE，替换其中已有的内容。服务中已没有的运行取自历史。--replay 取录制文件中的运行。退出码为 0，运行失败时也是；有运行无法读取时为 3。',
	],
	history: [
		['chenyu-top history sync [--since TIME] [选项]', 'chenyu-top history prune [选项]'],
		'sync 把最近 30 天或自 --since 起的运行及其输入加入历史，速度不超过服务允许的范围。中断后下次会接着进行。',
		'prune 删除超过期限的运行（90 天和 500 MB，或取自配置中的“history”），监控时也会自动删除。退出码为 0；服务或历史出错时为 3。',
	],
	mcp: [
		['chenyu-top mcp [选项]'],
		'在标准输入和标准输出上提供模型上下文协议（MCP）服务，让智能体列出运行、等待结束、读取状态、日志和输出、汇总费用、对比两次运行。只读取数据。请把以下内容加入智能体的配置：',
		mcpExample,
		'密钥也可以来自 --profile 或环境变量 CHENYU_API_KEY。详见 docs/AGENTS.md。智能体关闭标准输入时结束，退出码为 0。',
	],
	config: [
		['chenyu-top config [--json] [选项]'],
		'显示配置文件的路径，以及每项设置当前的值和来源：选项、环境变量、账户配置、配置文件或默认值。',
	],
	doctor: [
		[
			'chenyu-top doctor [--json] [--channels] [选项]',
			'chenyu-top doctor --api [单号] [--json] [-o FILE] [选项]',
		],
		'检查配置、密钥、与接口的连接、时钟、证书、代理、终端、语言和文件夹，并说明如何解决问题。--channels 还向配置中的每个消息渠道（飞书、钉钉、企业微信、webhook）发送测试消息。有检查失败时退出码为 1，否则为 0。',
		'--api 对比接口与本程序的预期：对五个接口各查询一次，使用指定的运行或最新的已开始的运行，指出缺少、类型不同和新增的内容。-o 把响应写到 FILE，不含密钥、文本和链接，可附到问题反馈中。退出码为 0，多出内容时也是；有内容缺少或类型不同时为 1；无法读取接口时为 3。',
	],
	completion: [
		['chenyu-top completion SHELL'],
		'输出 bash、zsh 或 fish 的命令补全脚本。请把所用 shell 的一行加入相应的文件：',
		completionExample('~/.zshrc（compinit 之后）'),
	],
};
