import type { Command } from '../../cobra/types.ts';
import { getClusters, getContexts, getUsers } from './list.ts';
import { deleteCluster, deleteContext, deleteUser, renameContext } from './remove.ts';
import { set, unset } from './set.ts';
import { setCluster } from './set-cluster.ts';
import { currentContext, setContext, useContext } from './context.ts';
import { setCredentials } from './set-credentials.ts';
import { view } from './view.ts';

/** kubectl/pkg/cmd/config/config.go */
export const config: Command = {
  name: 'config',
  usage: 'SUBCOMMAND',
  short: 'Modify kubeconfig files',
  long: `Look at and change kubeconfig files: which clusters there are, who one is there, and which is meant now.

Which file is meant:

 1.  The one that --kubeconfig names, and no other.
 2.  Those that $KUBECONFIG names, merged; a change goes where the thing is defined, and what is new into the first file there is.
 3.  Else $HOME/.kube/config.`,
  commands: [
    currentContext,
    deleteCluster,
    deleteContext,
    deleteUser,
    getClusters,
    getContexts,
    getUsers,
    renameContext,
    set,
    setCluster,
    setContext,
    setCredentials,
    unset,
    useContext,
    view,
  ],
};
