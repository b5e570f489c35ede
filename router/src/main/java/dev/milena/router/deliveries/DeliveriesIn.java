package dev.milena.router.deliveries;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Records;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Envelopes;
import dev.milena.model.Topics;
import dev.milena.router.RouterConfig;
import dev.milena.router.deliveries.DeliveryRows.Outage;
import dev.milena.router.erasure.ErasedList;
import dev.milena.router.intake.Channels;
import dev.milena.router.intake.Effect;
import dev.milena.router.intake.Halving;
import dev.milena.router.intake.Holdings;
import dev.milena.router.intake.Intake;
import dev.milena.router.links.Links;
import dev.milena.router.links.Move;
import dev.milena.router.memory.Days;
import dev.milena.router.store.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Learns what became of commands: which messages they are on their platforms, which chats have
 * moved, and whose message reached nobody. One transaction per batch.
 */
@ApplicationScoped
class DeliveriesIn {
  private static final Logger LOG = Logger.getLogger(DeliveriesIn.class);

  private final Intake intake;
  private final Intake.Work work;
  private final Pool pool;
  private final Days days;
  private final DeliveryRows rows;
  private final ErasedList erased;
  private final Links links;
  private final AccountTable accounts;
  private final MeterRegistry meters;
  private final Duration transactionTimeout;

  DeliveriesIn(
      Intake intake,
      @Identifier(Channels.DELIVERIES) Holdings holdings,
      Pool pool,
      Days days,
      DeliveryRows rows,
      ErasedList erased,
      Links links,
      AccountTable accounts,
      MeterRegistry meters,
      RouterConfig config) {
    this.intake = intake;
    this.work = new Intake.Work(Channels.DELIVERIES, holdings, this::work);
    this.pool = pool;
    this.days = days;
    this.rows = rows;
    this.erased = erased;
    this.links = links;
    this.accounts = accounts;
    this.meters = meters;
    this.transactionTimeout = config.transactionTimeout();
  }

  @Incoming(Channels.DELIVERIES)
  Uni<Void> take(ConsumerRecords<String, byte[]> batch) {
    return intake.take(work, batch);
  }

  private Uni<Effect> work(UUID topic, List<ConsumerRecord<String, byte[]>> records) {
    Instant now = Instant.now();
    List<Report> reports = Report.read(records).stream().filter(Report::tellsOutcome).toList();
    return days.ready(now)
        .chain(() ->
            reports.isEmpty() ? Uni.createFrom().item(List.<Outage>of()) : settle(reports, now))
        .map(outages -> effect(records.size(), outages));
  }

  private Uni<List<Outage>> settle(List<Report> reports, Instant now) {
    return new Halving<Report, List<Outage>>(
            part -> once(part, now),
            DeliveriesIn::passOver,
            (one, other) -> Stream.concat(one.stream(), other.stream()).toList())
        .run(reports);
  }

  private Uni<List<Outage>> once(List<Report> reports, Instant now) {
    return pool.withTransaction(c -> settle(c, reports, now))
        .ifNoItem()
        .after(transactionTimeout)
        .fail();
  }

  /** What it tells of is done; only that nobody will find it again is lost. */
  private static List<Outage> passOver(Report report, String sqlState) {
    LOG.errorf(
        "A delivery of command %s cannot be written down (SQLSTATE %s) and is passed over",
        report.command(), sqlState);
    return List.of();
  }

  private Uni<List<Outage>> settle(SqlConnection c, List<Report> reports, Instant now) {
    return erased
        .obeyedBy(c)
        .map(forgotten -> reports.stream().filter(r -> !r.isOf(forgotten)).toList())
        .chain(known -> settleKnown(c, known, now));
  }

  private Uni<List<Outage>> settleKnown(SqlConnection c, List<Report> reports, Instant now) {
    return rows.sent(c, reports, now)
        .chain(() -> rows.outcomes(c, reports, now))
        .chain(() -> rows.back(c, reports))
        .chain(() -> move(c, reports))
        .chain(() -> rows.out(c, reports));
  }

  private Uni<Void> move(SqlConnection c, List<Report> reports) {
    List<Move> moves =
        reports.stream().map(DeliveriesIn::move).flatMap(Optional::stream).distinct().toList();
    return Multi.createFrom()
        .iterable(moves)
        .onItem()
        .transformToUniAndConcatenate(move -> links.move(c, move))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Optional<Move> move(Report report) {
    ConversationRef from = report.delivery().to().ref();
    return report
        .delivery()
        .conversation()
        .filter(to -> report.is(Result.READDRESSED) && !to.equals(from.id()))
        .map(to -> new Move(from, new ConversationRef(from.account(), from.workspace(), to)));
  }

  private Effect effect(int read, List<Outage> outages) {
    List<ProducerRecord<String, byte[]>> apologies =
        outages.stream().map(this::apology).flatMap(Optional::stream).toList();
    return new Effect(apologies, () -> meters.counter("milena.router.deliveries").increment(read));
  }

  /** What a visitor reads whose message reached nobody: a setting of their own account. */
  private Optional<ProducerRecord<String, byte[]>> apology(Outage outage) {
    return accounts
        .find(outage.visitor().account())
        .map(Account::common)
        .flatMap(common -> common.texts().deskUnreachable())
        .map(text -> apology(outage, text));
  }

  private static ProducerRecord<String, byte[]> apology(Outage outage, String text) {
    String failed = Ids.command(outage.command());
    String id = CommandIds.of(failed, 0, "unreachable", outage.visitor().key());
    Command command =
        Command.of(id, Address.of(outage.visitor()), Action.Send.of(Content.plain(text)));
    String topic = Topics.outbound(command.to().platform(), command.priority());
    return Records.toRecord(topic, command.key(), Envelopes.wrap(command));
  }
}
