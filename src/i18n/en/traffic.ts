/** Words about users' requests. */
export const traffic = {
  'hand.traffic': 'Somebody sends requests to {name}.',
  'hand.trafficStop': 'Somebody stops sending requests.',
  'request.refused': 'Nobody listens at {to}: the connection is refused.',
  'request.asksName': '{from} asks CoreDNS where {name} leads.',
  'request.name': 'CoreDNS answers {to} with an address.',
  'request.noName': 'CoreDNS knows of no such name, and says so to {to}.',
  'request.toBalancer': 'A request from outside comes to the load balancer.',
  'request.balanced': 'The load balancer hands the request to a node port of {host}.',
  'request.toNode': 'A request from outside comes to a node port of {host}.',
  'request.toIngress': 'The rules send the request to {to}, the Ingress controller.',
  'request.toPod': 'The rules of Service {service} have chosen {to}: the request goes there.',
  'request.answer': '{from} answers {code}.',
  'request.back': 'The answer {code} is back with the one who asked.',
};
