import type {SafeText} from '../core/text/text.ts';

/** What is said of the config file, and by `chenyu-top config`. */
export const configEn = {
	/** A sentence about a place in the file, as `path:line:column`. */
	place: (place: string, sentence: string) => `${place}: ${sentence}`,
	unreadable: (path: SafeText, why: SafeText) =>
		`The config ${path} cannot be read (${why}). Check its permissions, or move it away.`,
	huge: (path: SafeText) =>
		`The config ${path} is too large to be one. Move it away and write a small one.`,
	noFile: (path: SafeText) =>
		`The config ${path} is not a regular file. Move it away, and write a file in its place.`,
	more: (count: number) =>
		count === 1 ? 'There is 1 mistake more.' : `There are ${count} mistakes more.`,
	noJson:
		'This is not JSON. Look for a comma, a quote or a bracket here or just before; comments are none of it.',
	noObject: 'The config is not an object. Put its settings between { and }.',
	twice: (name: SafeText) => `"${name}" stands here a second time. Leave one of them out.`,
	unknown: (name: SafeText, meant: string | null) =>
		meant === null
			? `There is no setting "${name}". Leave it out; chenyu-top config lists those there are.`
			: `There is no setting "${name}". Did you mean "${meant}"?`,
	keyInside:
		'A key does not belong in the config, which is often shown and shared. Put it into a file of its own with mode 600 and name that with "apiKeyFile".',
	wrong: (name: string, value: SafeText | null, expected: string) =>
		value === null
			? `"${name}" is wrong. Use ${expected}.`
			: `"${name}" cannot be ${value}. Use ${expected}.`,
	/** What each setting takes. */
	expects: {
		baseUrl: 'a URL in quotes, like "https://www.chenyu.cn"',
		apiKeyFile: 'the path of a file in quotes, like "~/.config/chenyu-top/key"',
		interval: 'a number of seconds from 0.2 to 86400',
		concurrency: 'a whole number from 1 to 64',
		lang: '"zh" or "en"',
		theme: 'the name of a theme in quotes; chenyu-top --help lists them',
		color: 'true or false',
		ascii: 'true or false',
		calm: 'true or false',
		mouse: 'true or false',
		exitWhenDone: 'true or false',
		budget: 'an amount in CNY from 0.01, without quotes',
		downloadFolder: 'the path of a folder in quotes, like "~/Downloads"',
		title: 'true or false',
		progress: 'true or false',
		notify: 'true or false',
		bell: 'true or false',
	},
	/** What editors show of the settings, by the published schema. */
	schema: {
		self: 'where this schema is, for editors',
		keys: 'other keys for commands; docs/KEYS.md lists the commands and the keys that they have',
		profiles: 'named sets of settings, to be chosen with --profile or by :profile',
		own: {
			color: 'whether there are colours',
			title: "whether the window's title tells how the runs stand",
			progress: "whether the terminal's own progress bar is used",
			notify: 'whether a notification is shown when a run ends and the window has no focus',
			bell: 'whether the bell rings where there are no notifications',
			downloadFolder: 'where outputs are saved from the screen, else in the current folder',
		},
	},
	wrongKeys:
		'Keys are lists of texts, like ["f7", "ctrl+t"]; a command with directions has a list for each, like [["n"], ["N"]].',
	wrongPart: (name: SafeText) =>
		`"${name}" is no object. Write it as {…}, with settings in it like those at the top.`,
	reservedProfile: (name: string) =>
		`No profile can be called "${name}", which stands for what is outside of them. Give it another name.`,
	unknownCommand: (name: SafeText, meant: string | null) =>
		meant === null
			? `There is no command "${name}". docs/KEYS.md lists those there are.`
			: `There is no command "${name}". Did you mean "${meant}"?`,
	fixedCommand: (name: SafeText) =>
		`The keys of "${name}" are fixed, so that there is always a way out. Leave it out.`,
	directions: (name: SafeText, count: number) =>
		count === 1
			? `"${name}" takes one list of keys. Write it like ["f7", "ctrl+t"].`
			: `"${name}" goes in ${count} directions. Give it ${count} lists of keys, like [["n"], ["N"]].`,
	noKey: (key: SafeText) =>
		`"${key}" is no key. Use a character, like "é", or a name like "f7", "ctrl+t", "space", "up" or "pagedown".`,
	taken: (key: SafeText, command: SafeText, by: string) =>
		`"${key}" cannot do "${command}", since it does "${by}" there. Use another key, or give "${by}" others too.`,
	unknownProfile: (name: SafeText, path: SafeText | null, profiles: readonly string[]) =>
		profiles.length === 0
			? `There is no profile "${name}": the config ${path ?? ''} has none. Write one under "profiles".`
			: `There is no profile "${name}". Use one of ${profiles.join(', ')}.`,
	/** A key file that stands beside a base URL does not go with another one. */
	keyElsewhere: (origin: SafeText) =>
		`The config's key file is for ${origin}, and the base URL is another. Name a file for it with --api-key-file, or set CHENYU_API_KEY.`,
	keyNotUsed: (profile: SafeText) =>
		`CHENYU_API_KEY is not used: profile ${profile} has a base URL and a key file of its own.`,
	idsWithSubcommand: (subcommand: string) =>
		`chenyu-top ${subcommand} takes no run order ids. Leave them out, or leave out "${subcommand}".`,
	/** What the report says. */
	report: {
		file: 'config file',
		absent: 'there is none yet',
		noHome: 'no HOME to put it in',
		profile: 'profile',
		profiles: 'profiles',
		none: 'none',
		setting: 'setting',
		value: 'value',
		from: 'from',
		key: 'key',
		keySet: 'set',
		keyMissing: 'missing',
		usual: 'default',
		locale: 'the locale',
		line: (line: number) => `line ${line}`,
		profileLine: (profile: SafeText, line: number) => `profile ${profile}, line ${line}`,
		keysOf: (command: string) => `keys of ${command}`,
		on: 'on',
		off: 'off',
	},
};

export const configZh: typeof configEn = {
	place: (place, sentence) => `${place}：${sentence}`,
	unreadable: (path, why) => `无法读取配置文件 ${path}（${why}）。请检查其权限，或移走它。`,
	huge: path => `配置文件 ${path} 太大，不会是配置。请移走它，另写一个小的。`,
	noFile: path => `配置文件 ${path} 不是普通文件。请移走它，并在原处另写一个文件。`,
	more: count => `另有 ${count} 处错误。`,
	noJson: '这里不是 JSON。请检查此处或之前的逗号、引号或括号；不能有注释。',
	noObject: '配置不是对象。请把各项设置写在 { 和 } 之间。',
	twice: name => `“${name}”在这里第二次出现。请去掉其中之一。`,
	unknown: (name, meant) =>
		meant === null
			? `没有“${name}”这项设置。请去掉它；chenyu-top config 会列出所有设置。`
			: `没有“${name}”这项设置。是否想用“${meant}”？`,
	keyInside:
		'密钥不应写在常被展示和分享的配置里。请把它写入权限为 600 的单独文件，再用“apiKeyFile”指定该文件。',
	wrong: (name, value, expected) =>
		value === null
			? `“${name}”不对。请用${expected}。`
			: `“${name}”不能是 ${value}。请用${expected}。`,
	expects: {
		baseUrl: '带引号的网址，例如 "https://www.chenyu.cn"',
		apiKeyFile: '带引号的文件路径，例如 "~/.config/chenyu-top/key"',
		interval: ' 0.2 到 86400 之间的秒数',
		concurrency: ' 1 到 64 之间的整数',
		lang: ' "zh" 或 "en"',
		theme: '带引号的配色名称；chenyu-top --help 会列出',
		color: ' true 或 false',
		ascii: ' true 或 false',
		calm: ' true 或 false',
		mouse: ' true 或 false',
		exitWhenDone: ' true 或 false',
		budget: '不小于 0.01 的人民币金额，不带引号',
		downloadFolder: '带引号的文件夹路径，例如 "~/Downloads"',
		title: ' true 或 false',
		progress: ' true 或 false',
		notify: ' true 或 false',
		bell: ' true 或 false',
	},
	schema: {
		self: '此模式的位置，供编辑器使用',
		keys: '命令的其他按键；docs/KEYS.md 列出了所有命令及其按键',
		profiles: '具名的设置，用 --profile 或 :profile 选择',
		own: {
			color: '是否使用颜色',
			title: '窗口标题是否显示运行状况',
			progress: '是否使用终端自带的进度条',
			notify: '运行结束而窗口不在前台时是否通知',
			bell: '没有通知功能时是否响铃',
			downloadFolder: '在界面上保存输出的文件夹，否则为当前文件夹',
		},
	},
	wrongKeys:
		'按键是文字的列表，例如 ["f7", "ctrl+t"]；有几个方向的命令每个方向一个列表，例如 [["n"], ["N"]]。',
	wrongPart: name => `“${name}”不是对象。请写成 {…}，里面是与顶层相同的设置。`,
	reservedProfile: name => `账户配置不能叫“${name}”，它代表所有账户配置之外的设置。请换个名称。`,
	unknownCommand: (name, meant) =>
		meant === null
			? `没有“${name}”这个命令。docs/KEYS.md 列出了所有命令。`
			: `没有“${name}”这个命令。是否想用“${meant}”？`,
	fixedCommand: name => `“${name}”的按键是固定的，以便总能离开。请去掉它。`,
	directions: (name, count) =>
		count === 1
			? `“${name}”只有一个按键列表。请写成 ["f7", "ctrl+t"] 这样。`
			: `“${name}”有 ${count} 个方向。请给出 ${count} 个按键列表，例如 [["n"], ["N"]]。`,
	noKey: key =>
		`“${key}”不是按键。请用一个字符，例如 "é"，或 "f7"、"ctrl+t"、"space"、"up"、"pagedown" 这样的名称。`,
	taken: (key, command, by) =>
		`“${key}”不能用于“${command}”，因为它在那里已用于“${by}”。请换一个键，或也给“${by}”换键。`,
	unknownProfile: (name, path, profiles) =>
		profiles.length === 0
			? `没有“${name}”这个账户配置：配置文件 ${path ?? ''} 中一个也没有。请写在“profiles”下。`
			: `没有“${name}”这个账户配置。请用 ${profiles.join('、')} 之一。`,
	keyElsewhere: origin =>
		`配置中的密钥文件用于 ${origin}，而接口地址是另一个。请用 --api-key-file 指定文件，或设置 CHENYU_API_KEY。`,
	keyNotUsed: profile => `未使用 CHENYU_API_KEY：账户配置 ${profile} 有自己的接口地址和密钥文件。`,
	idsWithSubcommand: subcommand =>
		`chenyu-top ${subcommand} 不带运行单号。请去掉单号，或去掉“${subcommand}”。`,
	report: {
		file: '配置文件',
		absent: '尚不存在',
		noHome: '没有 HOME，无处存放',
		profile: '账户配置',
		profiles: '所有账户配置',
		none: '无',
		setting: '设置',
		value: '值',
		from: '来自',
		key: '密钥',
		keySet: '已设置',
		keyMissing: '没有',
		usual: '默认',
		locale: '系统语言',
		line: line => `第 ${line} 行`,
		profileLine: (profile, line) => `账户配置 ${profile}，第 ${line} 行`,
		keysOf: command => `${command} 的按键`,
		on: '开',
		off: '关',
	},
};
