package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reply;

/** The Custom Channel, after the caller is known. */
final class ChannelDoor {
  private ChannelDoor() {}

  static Reception take(
      Account account, WebimSettings settings, InboundRequest request, JsonNode body) {
    if (!request.rest().isEmpty() && !request.rest().equals("/")) {
      return new Reception.Refused(
          Reception.Cause.NOT_SERVED,
          "The Custom Channel has one address, without anything behind the account's name");
    }
    Receipt receipt = new Receipt(account, settings, request.receivedAt(), request.body());
    InboundMapping.Ack ack = settings.channel().inbound().ack();
    return new Reception.Accepted(
        ChannelEvents.of(settings, receipt, body), Reply.json(ack.status(), ack.body()));
  }
}
