#include <algorithm>
#include <array>
#include <cstdint>
#include <iostream>
#include <utility>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/live_target.hpp"
#include "client/live_system.hpp"
#include "client/port_lookup.hpp"
#include "client/queue_names.hpp"
#include "client/router_messages.hpp"
#include "core/model/port_types.hpp"
#include "core/msgflo/binding.hpp"
#include "core/text/text.hpp"
#include "system/terminal.hpp"

namespace mfp::cli {

namespace {

/// How to do without listening.
constexpr std::string_view quick_ports = "name the devices file, or the queues with --queue, for an answer at once";

/// What follows the router's answer: it is told, or one looks first at what is bound now.
enum class Afterwards : std::uint8_t { tell, look };

/// The words of one change of the router's bindings.
struct Change {
  std::string_view request;
  std::string_view done;
  std::string_view takes_outport;
  std::string_view takes_inport;
  /// What to do about a participant that is not announced.
  std::string_view way_out;
  Afterwards afterwards;
};

constexpr Change binding{"addbinding", "bound",         "bind takes an outport first", "bind takes an inport second",
                         "",           Afterwards::tell};
constexpr Change unbinding{"removebinding",
                           "unbound",
                           "unbind takes an outport first",
                           "unbind takes an inport second",
                           "; the queues of one that is gone are unbound with --queue",
                           Afterwards::look};

/// One end of a binding: how a person calls it, and its queue.
struct End {
  std::string name;
  std::string queue;
};

/// Finds the two ports, asks the router, tells what it says.
class Rebinding {
 public:
  Rebinding(const BindOptions& options, const Change& change, client::LiveTarget target)
      : change_(change),
        json_(options.json),
        words_are_queues_(options.queue),
        words_{options.source, options.target},
        system_(std::move(target)),
        ports_(system_,
               {{words_[0], core::Direction::out, change.takes_outport, change.way_out},
                {words_[1], core::Direction::in, change.takes_inport, change.way_out}},
               {.longest = client::listening_time(options.live.wait),
                .no_router = client::ParticipantList::NoRouter::fail,
                .at_once = std::string(quick_ports)}) {}

  ExitCode run() {
    return system_.run([this] { begin(); }, [this](const core::Message& message) { ports_.hear(message); });
  }

 private:
  void begin() {
    if (words_are_queues_) return ask({words_[0], words_[0]}, {words_[1], words_[1]});
    ports_.find([this](const std::vector<client::FoundPort>& found) {
      if (&change_ == &binding) note_types(found[0], found[1]);
      ask(end_of(found[0]), end_of(found[1]));
    });
  }

  /// Announced types are hints in MsgFlo, so this is no reason to refuse.
  static void note_types(const client::FoundPort& source, const client::FoundPort& target) {
    const auto mismatch = core::type_mismatch(*source.participant, *source.port, *target.participant, *target.port);
    if (mismatch) std::cerr << "note: " << core::printable(*mismatch) << ", so its messages may be refused\n";
  }

  static End end_of(const client::FoundPort& found) {
    return {core::port_name(*found.participant, *found.port), found.port->queue};
  }

  void ask(const End& source, const End& target) {
    binding_ = {source.queue, target.queue};
    done_ = std::string(change_.done) + ' ' + core::printable(source.name) + " -> " + core::printable(target.name);
    system_.request(std::string(change_.request), core::to_json(binding_),
                    [this](const std::optional<std::string>& answer) { hear(answer); });
  }

  void hear(const std::optional<std::string>& answer) {
    if (!answer) return system_.fail(system_.no_router(), ExitCode::unavailable);
    if (json_) std::cout << system::json_line(*answer) << '\n';
    const auto reason = client::refusal(*answer);
    if (json_ || change_.afterwards == Afterwards::tell) return tell(reason, "");
    system_.ask("listbindings", client::binding_patience,
                [this, reason](const std::vector<client::RouterAnswer>& answers) {
                  const auto bindings = client::merged_bindings(answers).value_or(std::vector<client::LiveBinding>{});
                  tell(reason, reason ? moved(bindings) : still_declared(bindings));
                });
  }

  void tell(const std::optional<std::string>& reason, const std::string& addition) {
    if (reason) return system_.fail(core::printable(*reason + addition), ExitCode::failed);
    if (!json_) std::cout << done_ << core::printable(addition) << '\n';
    system_.end(ExitCode::ok);
  }

  std::string still_declared(const std::vector<client::LiveBinding>& bindings) const {
    const client::LiveBinding* same = find(bindings, binding_);
    return same == nullptr || same->file.empty() ? "" : "; " + same->file + " still declares it";
  }

  /// Names what is bound to one of the two ends and to a queue of nobody: a port's former queue is nobody's.
  std::string moved(const std::vector<client::LiveBinding>& bindings) const {
    if (words_are_queues_ || find(bindings, binding_) != nullptr) return "";
    const client::QueueNames names(ports_.participants());
    for (const client::LiveBinding& one : bindings) {
      const bool other_source = one.target == binding_.target && names.source(one.source).participant == nullptr;
      const bool other_target = one.source == binding_.source && names.target(one.target).participant == nullptr;
      if (!one.file.empty() || (!other_source && !other_target)) continue;
      return "; bound is " + one.source + " -> " + one.target + ", use --queue";
    }
    return "";
  }

  static const client::LiveBinding* find(const std::vector<client::LiveBinding>& bindings,
                                         const core::Binding& wanted) {
    const auto found = std::find_if(bindings.begin(), bindings.end(), [&](const client::LiveBinding& one) {
      return one.source == wanted.source && one.target == wanted.target;
    });
    return found == bindings.end() ? nullptr : &*found;
  }

  const Change& change_;
  bool json_;
  bool words_are_queues_;
  std::array<std::string, 2> words_;
  core::Binding binding_;
  std::string done_;
  client::LiveSystem system_;
  client::PortLookup ports_;
};

ExitCode change_binding(const BindOptions& options, const Change& change) {
  auto target = find_target(options.files, options.live);
  if (!target) return target.error();
  const ExitCode code = Rebinding(options, change, *std::move(target)).run();
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace

ExitCode bind(const BindOptions& options) { return change_binding(options, binding); }
ExitCode unbind(const BindOptions& options) { return change_binding(options, unbinding); }

}  // namespace mfp::cli
