export const terminal = {
  'terminal.title': 'Terminal',
  'terminal.loading': 'Opening the terminal …',
  'terminal.tabs': 'Terminals',
  'terminal.tab': 'bash {number}',
  'terminal.new': 'New terminal',
  'terminal.close': 'Close terminal {number}',
  'terminal.label': 'Terminal {number}. Tab completes; Escape on an empty line leaves the terminal.',
  'terminal.reader': 'Screen reader',
  'terminal.reader.hint': 'Reads out what appears, and lets you move through it line by line',
  'terminal.smaller': 'Smaller letters',
  'terminal.larger': 'Larger letters',
  'terminal.resize': 'Width of the drawer',
  'terminal.split': 'Height of the terminal',
  'terminal.welcome': 'kubectl works here as everywhere. Tab completes, and `help` says what else there is.',
  'terminal.paste.many': '{lines} lines were pasted. Enter runs them, Ctrl-C drops them.',
  'terminal.paste.refused':
    'Too much was pasted ({size} characters; at most 65536). Drop the file onto the editor instead.',
  'terminal.list.more': '… and {count} more',
  'terminal.clock.started': 'The clock stood still; it runs again, since this has to wait.',
  'terminal.clock.live': 'You were looking at the past; this happens now.',
  'terminal.edit.opened': 'Opened {file} in the editor.',
  'terminal.edit.none': 'There is no editor here.',
  'terminal.edit.waiting': 'Change {name} in the editor, then press Enter here. Ctrl-C gives it up.',
  'terminal.edit.usage': 'usage: {tool} FILE',
  'terminal.help.kubectl': 'the cluster (`k` is short for it; `kubectl --help`)',
  'terminal.help.files': 'files; those in your home stay after a reload, manifests to try are in ~/examples',
  'terminal.help.text': 'what people pipe into',
  'terminal.help.editor': 'open a file in the editor',
  'terminal.help.watch': 'run something again and again, on the cluster’s clock',
  'terminal.help.network': 'a port of a node, of a load balancer, or of a port-forward on localhost',
  'terminal.help.shell': 'for, while, if, functions, $VAR, $(…), pipes, < > >>, here-documents',
  'terminal.help.keys': 'Keys',
  'terminal.help.keys.text':
    'Tab completes, ↑ ↓ and Ctrl-R find what was typed before, Ctrl-C stops what runs, Ctrl-L clears',
  'terminal.help.missing': 'helm, git, minikube and the like are not here; type one to see what to use instead.',
  'terminal.missing': '{tool} is not here.',
  'terminal.missing.helm':
    'Charts are not simulated. Use kubectl apply -f with manifests, or kubectl apply -k with overlays.',
  'terminal.missing.cluster':
    'You already have a cluster: kubectl get nodes shows it. More nodes: the button “Add node”, or N.',
  'terminal.missing.viewer':
    'The page itself is that view: the map, the inspector (I) and the timeline. Here, kubectl get -w follows.',
  'terminal.missing.git': 'There is no network to fetch from. Drop files onto the editor; they appear in your home.',
  'terminal.missing.iac': 'Use kubectl apply -f, or -k for overlays; kubectl diff shows what would change.',
  'terminal.missing.packages': 'Nothing can be installed here; `help` lists what there is.',
  'terminal.missing.root': 'You need not be root here: kubectl is the cluster’s administrator.',
  'terminal.missing.language':
    'No languages are installed here, except the shell’s own. In a pod of that image: kubectl run -it.',
  'terminal.missing.onNode':
    'It runs on the nodes: kubectl debug node/worker-1 -it --image=busybox opens a shell on one.',
  'terminal.missing.service':
    'Services of this kind run on the nodes. On the map, select a component to stop or start it.',
  'terminal.missing.build':
    'Images are not built here. The registry knows those of the books, such as nginx and luksa/kubia.',
} as const;
