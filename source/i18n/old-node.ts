/** What a Node says that is too old for the program; the build writes it into the command's own file, which any Node can read. */
export const oldNodeEn = (is: string, wanted: string) =>
	`chenyu-top: this is Node ${is}, and Node ${wanted} or later is wanted. Install it, or put it first in PATH.`;

export const oldNodeZh: typeof oldNodeEn = (is, wanted) =>
	`chenyu-top: 当前是 Node ${is}，需要 Node ${wanted} 或更高版本。请安装，或让它在 PATH 中排在最前。`;
