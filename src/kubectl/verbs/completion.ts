import { UsageError } from '../cobra/errors.ts';
import type { Command, Invocation } from '../cobra/types.ts';

/**
 * kubectl/pkg/cmd/completion/completion.go. The scripts are ours, and short: each asks `kubectl __complete` for the words that
 * may come next, one a line, and the last line says `:4` where files are no answer.
 */
export const completion: Command = {
  name: 'completion',
  usage: 'SHELL',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  long:
    'Print what a shell must read so that its Tab knows kubectl. The terminal of this page knows kubectl by itself.\n\n' +
    'bash needs the package bash-completion; zsh must be 5.2 or newer.',
  examples: `# In this bash, from now on
source <(kubectl completion bash)

# In every bash
echo 'source <(kubectl completion bash)' >>~/.bashrc

# In this zsh
source <(kubectl completion zsh)

# In this fish
kubectl completion fish | source

# In this PowerShell
kubectl completion powershell | Out-String | Invoke-Expression`,
  complete: ({ args }) => Promise.resolve(args.length === 0 ? [...SCRIPTS.keys()] : []),
  run,
};

const BASH = `# kubectl for bash: ask kubectl what may come next.
__start_kubectl() {
  local cur line directive
  cur="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :*) directive="\${line#:}" ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(kubectl __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$cur" 2>/dev/null)
  if [ "\${directive:-0}" -eq 0 ]; then COMPREPLY+=($(compgen -f -- "$cur")); fi
}
complete -F __start_kubectl kubectl
`;

const ZSH = `#compdef kubectl
# kubectl for zsh: ask kubectl what may come next.
_kubectl() {
  local -a found
  local line directive=0
  while IFS= read -r line; do
    case "$line" in
      :*) directive="\${line#:}" ;;
      *) found+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(kubectl __complete "\${(@)words[2,CURRENT-1]}" "\${words[CURRENT]}" 2>/dev/null)
  compadd -- "\${found[@]}"
  [ "$directive" = 0 ] && _files
}
compdef _kubectl kubectl
`;

const FISH = `# kubectl for fish: ask kubectl what may come next.
function __kubectl_complete
  set -l words (commandline -opc) (commandline -ct)
  kubectl __complete $words[2..-1] 2>/dev/null | string match -rv '^:'
end
complete -c kubectl -f -a '(__kubectl_complete)'
`;

const POWERSHELL = `# kubectl for PowerShell: ask kubectl what may come next.
Register-ArgumentCompleter -Native -CommandName kubectl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
  if ($wordToComplete -eq '') { $words += '' }
  kubectl __complete @words 2>$null | Where-Object { $_ -notmatch '^:' } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new(($_ -split "\`t")[0])
  }
}
`;

const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ['bash', BASH],
  ['zsh', ZSH],
  ['fish', FISH],
  ['powershell', POWERSHELL],
]);

function run({ args, out }: Invocation): Promise<void> {
  const [shell] = args;
  if (shell === undefined) throw new UsageError('Shell not specified.');
  if (args.length > 1) throw new UsageError('Too many arguments. Expected only the shell type.');
  const script = SCRIPTS.get(shell);
  if (script === undefined) throw new UsageError(`Unsupported shell type ${JSON.stringify(shell)}.`);
  out(script);
  return Promise.resolve();
}
