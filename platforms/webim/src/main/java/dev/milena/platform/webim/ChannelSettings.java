package dev.milena.platform.webim;

/**
 * The mapping document: how the messages of the Custom Channel look on the wire. Everything in it
 * is an assumption with a default; who has the vendor's page edits the mapping and no code. A list
 * or map that is given replaces its default as a whole.
 *
 * @param id what stands for <code>{channelId}</code> in paths
 * @param outbound from us to Webim
 * @param inbound from Webim to us
 */
public record ChannelSettings(String id, OutboundMapping outbound, InboundMapping inbound) {
  static final ChannelSettings DEFAULT = new ChannelSettings(null, null, null);

  public ChannelSettings {
    id = id == null ? "default" : id;
    outbound = outbound == null ? OutboundMapping.DEFAULT : outbound;
    inbound = inbound == null ? InboundMapping.DEFAULT : inbound;
  }

  /**
   * Looks at every value. Not when the parts are made: the schema of the settings is found out by
   * making them with samples.
   *
   * @throws IllegalArgumentException names the first wrong one and says what would be right
   */
  void check() {
    SettingChecks.that(!id.isBlank(), "channel.id: not empty");
    OutboundChecks.check(outbound);
    InboundChecks.check(inbound);
  }
}
