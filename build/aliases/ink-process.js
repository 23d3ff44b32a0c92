/** `process` without `DEV`: with DEV=true Ink loads developer tools, which are not bundled, and prints an error over the screen. */
const {DEV: _, ...env} = process.env;

export default new Proxy(process, {
	get(target, name) {
		const value = name === 'env' ? env : target[name];
		return typeof value === 'function' ? value.bind(target) : value;
	},
});

export const cwd = () => process.cwd();
