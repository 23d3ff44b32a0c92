import type {shells} from '../../config/commands.ts';

/**
 * The completion script of each shell. It asks the program: `chenyu-top completion words LINE` prints the suggestions (see
 * `suggestionsFor`).
 */
export const completionScripts: Readonly<Record<(typeof shells)[number], string>> = {
	// For bash 3.2 and later.
	bash: `# Completion of chenyu-top for bash.
_chenyu_top() {
	local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} line word
	line=$(printf '%s\\t' "\${COMP_WORDS[@]:0:COMP_CWORD}")$current
	COMPREPLY=()

	# bash takes --name=value for three words.
	if [[ $current == '=' ]]; then
		current=
	fi

	while IFS=$'\\t' read -r word _; do
		case $word in
			:files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
			:folders) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")) ;;
			"$current"*)
				word=$(printf %q "$word")
				COMPREPLY+=("\${word//\\\\,/,}")
				;;
		esac
	done < <(chenyu-top completion words "$line" 2>/dev/null)
}
complete -F _chenyu_top chenyu-top`,

	// Works from a file in $fpath, and by eval after compinit.
	zsh: `#compdef chenyu-top
# Completion of chenyu-top for zsh.
_chenyu-top() {
	local line="\${(pj:\\t:)\${(@Q)words[1,CURRENT]}}"
	local -a found=(\${(f)"$(chenyu-top completion words $line 2>/dev/null)"})

	if [[ $found[1] == :f* && $PREFIX == --* ]]; then
		compset -P '*='
	fi

	case $found[1] in
		:files) _files ;;
		:folders) _files -/ ;;
		*)
			found=(\${\${found//:/\\\\:}/$'\\t'/:})
			_describe chenyu-top found
			;;
	esac
}

if [[ $funcstack[1] == _chenyu-top ]]; then
	_chenyu-top "$@"
else
	compdef _chenyu-top chenyu-top
fi`,

	fish: `# Completion of chenyu-top for fish.
function __chenyu_top_words
	set -l current (commandline -ct)
	set -l before (string match -r -- '^--[^=]+=' "$current")
	set -l value (string replace -r -- '^--[^=]+=' '' "$current")
	set -l found (chenyu-top completion words (string join \\t -- (commandline -opc) "$current") 2>/dev/null)

	switch "$found[1]"
		case :files
			__fish_complete_path "$value" | string replace -r '^' -- "$before"
		case :folders
			__fish_complete_directories "$value" | string replace -r '^' -- "$before"
		case '*'
			printf '%s\\n' $found
	end
end
complete -c chenyu-top -f -a '(__chenyu_top_words)'`,
};
