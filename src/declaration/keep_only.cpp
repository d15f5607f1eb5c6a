#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <unordered_map>

#include "declaration/loader.hpp"
#include "declaration/renumbering.hpp"

namespace mfp::declaration {

namespace {

/// Who runs what of the graph, when each participant has a process of its own.
class Owners {
 public:
  explicit Owners(const std::vector<core::Participant>& participants) {
    for (std::size_t i = 0; i < participants.size(); ++i) indexes_.emplace(participants[i].role, i);
  }

  [[nodiscard]] std::size_t of(const core::Edge& edge) const { return of({&edge.source.role, &edge.target.role}); }
  [[nodiscard]] std::size_t of(const core::InitialPacket& packet) const { return of({&packet.target.role}); }

 private:
  [[nodiscard]] std::size_t of(std::initializer_list<const std::string*> roles) const {
    for (const std::string* role : roles) {
      if (const auto found = indexes_.find(*role); found != indexes_.end()) return found->second;
    }
    return 0;
  }

  std::unordered_map<std::string_view, std::size_t> indexes_;
};

void keep_of_graph(Declaration& declaration, std::size_t index) {
  if (index != 0) declaration.router = {};
  if (declaration.edges.empty() && declaration.packets.empty()) return;
  const Owners owners(declaration.participants);
  std::erase_if(declaration.edges, [&](const core::Edge& edge) { return owners.of(edge) != index; });
  std::erase_if(declaration.packets, [&](const core::InitialPacket& packet) { return owners.of(packet) != index; });
}

}  // namespace

void keep_only(Declaration& declaration, std::size_t index) {
  std::vector<core::Participant>& participants = declaration.participants;
  keep_of_graph(declaration, index);
  Renumbering numbers(participants.size(), Renumbering::From::all_dropped);
  std::vector<core::Participant> kept;
  if (index < participants.size()) {
    numbers.keep(index);
    kept.push_back(std::move(participants[index]));
  }
  numbers.apply_to(declaration.examples);
  numbers.apply_to(declaration.echoes);
  numbers.apply_to(declaration.requests);
  participants = std::move(kept);
}

}  // namespace mfp::declaration
