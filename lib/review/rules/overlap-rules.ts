import type { Finding } from '../model/finding';
import { type Phrase, say, value } from '../model/phrase';
import type { ContainerChange, Judge } from '../model/rule';
import { isReplaced, listed } from './docker-changes';
import { containerFacts } from './environment-changes';
import { isOurs } from './ours';
import {
  checkedPort,
  commonNames,
  isAwaited,
  namesOnNetworks,
  type Overlap,
  overlapsIn,
  writtenByBoth,
} from './overlap';
import { portTexts, samePorts } from './published-ports';
import { secretCopies } from './secret-copies';

const nothingWaits: Judge = (context) =>
  overlapsIn(context)
    .filter(({ after }) => after.isService && !isAwaited(after))
    .map((overlap) => ({
      rule: 'CR-ROLL-1',
      severity: 'warn',
      address: overlap.change.address,
      effect: say`the old one is stopped as soon as the new one was started, whether that works or not: nothing waits for it`,
      fix: isOurs(overlap)
        ? say`give it a health check, such as health: Health.http('/health')`
        : say`give it a healthcheck and set wait = true`,
    }));

const bothWrite: Judge = (context) =>
  overlapsIn(context).flatMap((overlap): readonly Finding[] => {
    const { address } = overlap.change;
    const reasons = containerFacts(context.factsAfter.get(context.pathOf(address) ?? ''))?.sharing ?? {};
    return writtenByBoth(overlap, secretCopies(context)).map(({ kind, source, target }) => {
      const what = kind === 'volume' ? say`the volume ${value(source)}` : say`${value(source)} of the host`;
      const reason = Object.hasOwn(reasons, target) ? reasons[target] : undefined;
      return {
        rule: 'CR-ROLL-2',
        severity: reason === undefined ? 'warn' : 'info',
        address,
        effect:
          reason === undefined
            ? say`old and new one write to ${what} at the same time, which few programs stand`
            : say`old and new one write to ${what} at the same time; the reason given is: ${value(reason)}`,
        fix:
          reason !== undefined
            ? say`check that the program locks what it writes`
            : isOurs(overlap)
              ? say`leave rollout out, so that the old one is stopped first, or mount it with readOnly: true`
              : say`leave create_before_destroy away, or set read_only of the mount to true`,
      };
    });
  });

const nobodyFinds: Judge = (context) =>
  overlapsIn(context).flatMap((overlap): readonly Finding[] => {
    const names = namesOnNetworks(overlap.before);
    return names.length === 0 || commonNames(overlap)?.length !== 0
      ? []
      : [
          {
            rule: 'CR-ROLL-3',
            severity: 'warn',
            address: overlap.change.address,
            effect: say`whoever reaches the old one as ${texts(names)} finds nobody there once it is stopped: the new one has none of its names on any network of both`,
            fix: isOurs(overlap)
              ? say`keep its name, or join the network with the old name among the aliases`
              : say`give every new one the same alias in networks_advanced, and let others reach it under that`,
          },
        ];
  });

const portMoves: Judge = (context) =>
  overlapsIn(context).flatMap((overlap): readonly Finding[] => {
    const [old, planned] = [checkedPort(overlap.before), checkedPort(overlap.after)];
    return old === undefined || planned === undefined || old === planned
      ? []
      : [
          {
            rule: 'CR-ROLL-3',
            severity: 'warn',
            address: overlap.change.address,
            effect: say`the old one listens at port ${value(old)}, and the new one at port ${value(planned)}: whoever is led to one port, such as by an edge, finds only one of the two`,
            fix: say`keep the port, or let the program listen at both for one deploy`,
          },
        ];
  });

const portsInTheWay: Judge = (context) =>
  overlapsIn(context).flatMap((overlap): readonly Finding[] => {
    const { change, before, after } = overlap;
    const finding = { rule: 'CR-ROLL-6', address: change.address } as const;
    const heirs = context.containers.filter((each) => each.change !== change && isMadeMeanwhile(each));
    const wanted = before.ports.filter((port) =>
      heirs.some((heir) => samePorts([port], heir.after?.ports ?? []).length > 0),
    );
    const dropped = after.unknown.has('ports')
      ? []
      : before.ports.filter(
          (port) =>
            port.hostPort !== undefined &&
            !wanted.includes(port) &&
            samePorts([port], after.ports).length === 0,
        );
    const taking = heirs.filter((heir) => samePorts(wanted, heir.after?.ports ?? []).length > 0);
    return [
      ...(wanted.length === 0
        ? []
        : [
            {
              ...finding,
              severity: 'block' as const,
              effect: say`the apply fails: ${listed(taking.map((heir) => [context.called(heir.change.address)]))} is made while the old one still has the ports ${portTexts(wanted)}, which it has until the new one works`,
              fix: say`take the ports from it in an apply before this one, or give the other one other ports`,
            },
          ]),
      ...(dropped.length === 0
        ? []
        : [
            {
              ...finding,
              severity: 'warn' as const,
              effect: say`nobody answers at ${portTexts(dropped)} any more once the old one is stopped`,
              fix: say`let the edge or another proxy have the ports before, and tell whoever uses them`,
            },
          ]),
      ...(isOnHost(before) && isOnHost(after)
        ? [
            {
              ...finding,
              severity: 'warn' as const,
              effect: say`old and new one are on the network of the host, where the new one cannot listen at a port that the old one still has`,
              fix: say`leave ${value('network_mode')} out, and let both be reached on a network under one alias`,
            },
          ]
        : []),
    ];
  });

/** Made by this apply, and not only when what it replaces has gone. */
function isMadeMeanwhile({ change, after }: ContainerChange): boolean {
  return (
    change.type === 'docker_container' &&
    (change.effect === 'create' || isReplaced(change.effect)) &&
    after?.starts === true
  );
}

function isOnHost({ namespaces }: Overlap['before']): boolean {
  return namespaces.network_mode === 'host';
}

function texts(names: readonly string[]): Phrase {
  return listed(names.map((each) => [value(each)]));
}

/** What stands against a replacement without a gap. */
export const OVERLAP_RULES: readonly Judge[] = [
  nothingWaits,
  bothWrite,
  nobodyFinds,
  portMoves,
  portsInTheWay,
];
