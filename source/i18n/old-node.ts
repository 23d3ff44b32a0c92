/** `is` and `wanted` are versions. The build writes the message into the launcher, which runs even in old Node. */
export const oldNodeEn = (is: string, wanted: string) =>
	`chenyu-top: this is Node ${is}, but Node ${wanted} or later is required. Install it, or put it first in PATH.`;

export const oldNodeZh: typeof oldNodeEn = (is, wanted) =>
	`chenyu-top: 当前是 Node ${is}，需要 Node ${wanted} 或更高版本。请安装，或让它在 PATH 中排在最前。`;
