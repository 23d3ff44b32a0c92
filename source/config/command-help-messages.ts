import type {Subcommand} from './commands.ts';

/** A paragraph, or the lines of an example. */
export type TextBlock = string | readonly string[];

/** What `chenyu-top help COMMAND` prints: first the lines that can be typed. */
type CommandHelp = Readonly<
	Record<Subcommand, readonly [synopses: readonly string[], ...TextBlock[]]>
>;

export const commandHelpEn: CommandHelp = {
	ls: [
		['chenyu-top ls [--json | --csv] [options]'],
		'Lists runs of the account, one per line: the newest 20, or with --since all runs since then. --limit, --status and --workflow narrow the list; --limit keeps the newest. --sort COLUMN orders the listed runs, numbers and times largest first; --sort -COLUMN reverses. --columns LIST chooses columns, with commas.',
		'On a terminal it is a table, without the least important columns if it is too wide; otherwise fields with tabs between them. --csv and --json (one object per line) name the fields as a watch with --json does, the same in every language.',
		'Columns: id, title, status, created, cost, quote, workflow, revision; from the history: total, elapsed, started, ended, error, label, input.KEY.',
		'cost is what was charged (final_amount), and unknown before the end of a run. The history has the runs that were watched or added by chenyu-top history sync. There is one request per 100 runs. --history sends none and lists only ended runs that the history has. Exit code 0, also if there is no run; 3 if the list cannot be read.',
	],
	cost: [
		['chenyu-top cost [--since TIME] [--by GROUP] [--json | --csv] [options]'],
		'Adds up what ended runs cost, by day, workflow or status: those of the last 30 days, or since the time of --since. Days are those of the local time zone, and the first day is counted from its midnight.',
		'Reads the run list, with one request per 100 runs, so that runs that nobody watched count too. --history sends no request and adds up what the history has.',
		'billed is what was charged. spent is the total cost; of a run that was not watched, only what was charged is known. lost is the part of failed and canceled runs. Each counts on the day it ended, or was created if the end is unknown.',
		'--csv and --json (one object per line) are the same in every language. Amounts in --json are strings, so that no digit is lost. Stderr says what is covered. Exit code 0; 3 if the list cannot be read, or with --history the history.',
	],
	compare: [
		['chenyu-top compare ID ID [--json] [options]'],
		'Shows two runs side by side: times and costs with the difference, the inputs that differ, the nodes on one scale, the outputs, and the first entry in which the logs differ; times and ids in the log are ignored.',
		'A run that the service no longer has is taken from the history. --json prints one object, which is the same in every language: lists of rows (run, inputs, nodes, outputs, log), each with its name, both values and the difference; times of nodes are in seconds. Exit code 0; 3 if a run cannot be read.',
	],
	report: [
		['chenyu-top report ID... [-o FILE] [--replay RECORDING] [options]'],
		'Writes one HTML page about the runs, to share: state, times, cost, why a run failed, nodes, inputs, outputs with pictures, and log. Two runs of one workflow are compared. The page needs no network and has no scripts. Keys and queries of links, which can be signatures, are left out; what the runs contain is not.',
		'The page goes to standard output, or with -o to FILE, over what is there. What the service no longer has comes from the history. --replay takes the runs of a recording, all or the named ones. Exit code 0, also for a failed run; 3 if a run cannot be read. The page then has the others and names the missing ones.',
	],
	history: [
		['chenyu-top history sync [--since TIME] [options]', 'chenyu-top history prune [options]'],
		'sync adds the runs of the last 30 days, or since the time of --since, to the history: it reads the run list, then the inputs of each ended run, as fast as the service allows. If it is interrupted, it continues the next time.',
		'prune removes runs that are older than the limits, and the oldest ones if the file is too large, and prints the size of the file. The limits are 90 days and 500 MB, or those of "history" in the config. Each watch does it too.',
		'Exit code 0; 3 if the service or the history fails.',
	],
	mcp: [
		['chenyu-top mcp [options]'],
		'Serves the Model Context Protocol on standard input and output, so that an agent can list runs, wait for them, read status, log and outputs, add up costs and compare two runs. It only reads. Put this into the configuration of the agent:',
		[
			'{"mcpServers": {"chenyu-top": {"command": "chenyu-top",',
			'  "args": ["mcp", "--api-key-file", "/home/me/.chenyu-key"]}}}',
		],
		'--profile or the variable CHENYU_API_KEY can provide the key too. Without a key the server starts, and each tool says what is missing. docs/AGENTS.md has more. Exit code 0 when the agent closes standard input.',
	],
	config: [
		['chenyu-top config [--json] [options]'],
		'Shows the path of the config file, and the value and source of every setting: an option, the environment, a profile, the config file or the default. --json prints one JSON object, the same in every language.',
	],
	doctor: [
		['chenyu-top doctor [--json] [--channels] [options]'],
		'Checks the config, the key, the connection to the API and its limit, clock, certificates, proxy, terminal, locale and folders, and says how to fix problems. --channels also sends a test message to each chat channel of the config. --json prints one JSON object. Exit code 1 if a check failed, else 0.',
	],
	completion: [
		['chenyu-top completion SHELL'],
		'Prints the completion of chenyu-top for bash, zsh or fish. It offers commands, options, their values, files, and the profiles of the config. Put the line of your shell into its file:',
		[
			'~/.bashrc                   eval "$(chenyu-top completion bash)"',
			'~/.zshrc, after compinit    eval "$(chenyu-top completion zsh)"',
			'~/.config/fish/config.fish  chenyu-top completion fish | source',
		],
	],
};

export const commandHelpZh: CommandHelp = {
	ls: [
		['chenyu-top ls [--json | --csv] [选项]'],
		'列出账户的运行，每行一个：最新的 20 个；用 --since 时为此后的全部运行。--limit、--status 和 --workflow 缩小范围，--limit 保留最新的。--sort COLUMN 给列出的运行排序，数和时间从大到小；--sort -COLUMN 相反。--columns LIST 选择列，用逗号分隔。',
		'在终端上显示表格，放不下时先省略次要的列；否则各字段以制表符分隔。--csv 和 --json（每行一个对象）使用监控时 run 事件的名称，各语言下内容相同。',
		'列：id、title、status、created、cost（费用）、quote（报价）、workflow（工作流）、revision；来自历史：total（总费用）、elapsed、started、ended、error（错误）、label、input.KEY。',
		'cost 是实付金额（final_amount），运行结束前未知。历史中有监控过和同步过的运行。每 100 个运行一个请求。--history 不发送请求，只列出历史中已结束的运行。退出码为 0，没有运行时也是；无法读取列表时为 3。',
	],
	cost: [
		['chenyu-top cost [--since TIME] [--by GROUP] [--json | --csv] [选项]'],
		'按日期、工作流或状态汇总已结束的运行的费用：最近 30 天，或自 --since 起。日期按本机时区计算，以天为单位的时段从第一天的零点开始。',
		'读取运行列表，每 100 个运行一个请求，因此没有监控过的运行也计入。--history 不发送请求，只汇总历史中的运行。',
		'spent 是总费用，没有监控过的运行则为实付金额；billed 是实付金额；lost 是失败和取消的运行的费用。运行计入结束的日期，不知道结束时间时为创建的日期。',
		'--csv 和 --json（每行一个对象）在各语言下内容相同。--json 中的金额是字符串，不会丢失位数。标准错误输出说明汇总的范围。退出码为 0；无法读取列表时为 3，用 --history 而历史无法使用时也为 3。',
	],
	compare: [
		['chenyu-top compare ID ID [--json] [选项]'],
		'对比两个运行：时间和费用及其差、不同的输入、同一时间轴上的节点、输出，以及日志中第一条不同的内容；日志中的时间和 ID 不计。',
		'服务中已没有的运行取自历史。--json 输出一个对象，各语言下内容相同：run、inputs、nodes、outputs、log 都是列表，每一项有名称、两个值和差；节点的时间以秒为单位。退出码为 0；无法读取某个运行时为 3。',
	],
	report: [
		['chenyu-top report 单号... [-o FILE] [--replay 录制文件] [选项]'],
		'把运行写成一个可以转交他人的 HTML 网页：状态、时间、费用、失败原因、节点、输入、带图片的输出和日志。属于同一工作流的两个运行会加以对比。不需要网络，不含脚本。密钥和链接中可能是签名的查询参数会略去，运行本身的内容不会。',
		'网页写到标准输出，或用 -o 写到 FILE，替换其中已有的内容。服务中已没有的运行取自历史。--replay 取录制文件中的全部运行或指定的运行。退出码为 0，运行失败时也是；无法读取某个运行时为 3，网页中有其余的运行。',
	],
	history: [
		['chenyu-top history sync [--since TIME] [选项]', 'chenyu-top history prune [选项]'],
		'sync 把最近 30 天或自 --since 起的运行加入历史：先读取运行列表，再逐个查询已结束的运行的输入，速度不超过服务允许的范围。中断后下次会接着进行。',
		'prune 删除超过期限的运行，文件过大时再删除最早的运行，并显示文件大小。期限为 90 天和 500 MB，或取自配置中的“history”。监控时也会自动删除。',
		'退出码为 0；服务或历史出错时为 3。',
	],
	mcp: [
		['chenyu-top mcp [选项]'],
		'在标准输入和标准输出上提供模型上下文协议（MCP）服务，让智能体列出运行、等待结束、读取状态、日志和输出、汇总费用、对比两个运行。只读取数据。请把以下内容加入智能体的配置：',
		[
			'{"mcpServers": {"chenyu-top": {"command": "chenyu-top",',
			'  "args": ["mcp", "--api-key-file", "/home/me/.chenyu-key"]}}}',
		],
		'密钥也可以来自 --profile 或环境变量 CHENYU_API_KEY。没有密钥时也会启动，由各个工具说明缺少什么。详见 docs/AGENTS.md。智能体关闭标准输入时结束，退出码为 0。',
	],
	config: [
		['chenyu-top config [--json] [选项]'],
		'显示配置文件的路径，以及每项设置当前的值和来源：选项、环境变量、账户配置、配置文件或默认值。--json 输出一个 JSON 对象，各语言下内容相同。',
	],
	doctor: [
		['chenyu-top doctor [--json] [--channels] [选项]'],
		'检查配置、密钥、与接口的连接、请求限制、时钟、证书、代理、终端、语言和文件夹，并说明如何解决问题。--channels 还向配置中的每个消息渠道发送测试消息。--json 输出一个 JSON 对象。有检查失败时退出码为 1，否则为 0。',
	],
	completion: [
		['chenyu-top completion SHELL'],
		'输出 bash、zsh 或 fish 的命令补全脚本，可补全命令、选项、选项的值、文件和配置文件中的账户配置。请把所用 shell 的一行加入相应的文件：',
		[
			'~/.bashrc                   eval "$(chenyu-top completion bash)"',
			'~/.zshrc（compinit 之后）   eval "$(chenyu-top completion zsh)"',
			'~/.config/fish/config.fish  chenyu-top completion fish | source',
		],
	],
};
